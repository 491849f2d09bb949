package org.purposecdp.contracts.identifier;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.google.re2j.Pattern;

import org.purposecdp.contracts.text.Split;

/**
 * What programs and people write where they know nobody: a word for none, a template that was not
 * filled in, an object as text, a constant that stands on many devices. Whole values alone, so that
 * {@code test1} or Mr Nullmeyer's are theirs; collected from what other platforms refuse and from
 * bug reports, besides what shops type at tills.
 */
final class Nobody {
    /** Programs': a value may also be several of these, such as a first and a last name. */
    private static final Set<String> NONE =
            words(
                    """
                    null nil none undefined undef nan nul void infinity true false object
                    """);

    private static final Set<String> WORDS =
            words(
                    """
                    unknown anonymous anon guest visitor nobody missing empty blank unset unspecified
                    unassigned unidentified unauthenticated invalid default dummy placeholder example
                    sample test string tbd todo deleted removed redacted masked anonymized anonymised
                    na id uid uuid guid userid user username distinctid anonymousid customer customerid
                    clientid visitorid deviceid email phone system backend
                    tuntematon vieras anonyymi nimetön puuttuu tyhjä testi asiakas käteisasiakas
                    poistettu anonymisoitu
                    unbekannt gast anonym niemand kein keine keiner leer ohne fehlt gelöscht kunde
                    laufkundschaft barverkauf anonymisiert besucher
                    okänd gäst saknas ingen inconnu anonyme invité aucun desconocido anónimo invitado
                    ninguno sconosciuto onbekend geen tundmatu kirjautumaton
                    неизвестно 未知 游客 brak ukjent ukendt gość error optional nonetype
                    d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709
                    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                    匿名 ゲスト гость 未登录 undefinedundefined nullnull
                    9774d56d682e549c 020000000000
                    """);

    /** With whatever between the words, or nothing. */
    private static final Set<String> PHRASES =
            phrases(
                    """
                    not set, not available, not applicable, not provided, not specified, not known,
                    not given, not authenticated, not logged in, logged out, not identified, no email,
                    no e mail, no mail, no phone, no name, no id, no user, no value, no data, no user id,
                    no customer, user id, distinct id, anonymous id, anonymous user, anonymous customer,
                    guest user, guest customer, guest checkout, unknown user, unknown customer,
                    deleted user, test user, default user, walk in, walk in customer, cash customer,
                    void 0, optional nil, null 0, s nil, v nil, b none, u none, system object,
                    function native code, unknown id, not found,
                    00000000 0000 4000 8000 000000000000, ei kirjautunut,
                    ei ole, ei tiedossa, ei tietoa, ei sähköpostia, ei emailia, ei puhelinta, ei annettu,
                    tuntematon asiakas, satunnainen asiakas, nicht vorhanden, nicht angegeben,
                    nicht bekannt, nicht gesetzt, keine angabe, keine email, keine e mail, keine mail,
                    kein name, unbekannter kunde, inte angivet, non renseigné
                    """);

    /** Written together these are something else, or somebody. */
    private static final Set<String> APART = Set.of("n a", "k a", "no one", "02 00 00 00 00 00");

    /** Anywhere in a value: what was to be filled in is missing, whatever stands around it. */
    private static final Pattern TEMPLATE =
            Pattern.compile(
                    "\\{\\{.*\\}\\}|[$#@]\\{.*\\}|\\{\\$.*\\}|\\{%.*%\\}|<%.*%>|%%.+%%|\\*\\|.*\\|\\*|\\[object [a-z]+\\]"
                            // The same, encoded for a link, and as Java writes an object.
                            + "|%5bobject(?:%20|\\+)[a-z]+%5d|java\\.lang\\.[a-z]+@[0-9a-f]+");

    /** Begin with what is neither letter nor digit. */
    private static final Pattern WHOLE =
            Pattern.compile(
                    // Fields to be filled in, and what a spreadsheet says where it has nothing.
                    "\\[\\[.+\\]\\]|\\{[a-z_]+(?:[._][a-z_]+)*\\}|%[a-z_]+(?:[._][a-z_]+)*%"
                            + "|#(?:ref!|value!|name\\?|null!|num!|div/0!)"
                            + "|[-\u2010-\u2015\u2212]1(?:[.,]0+)?"
                            // Blanks of web pages and links, and PostgreSQL's null.
                            + "|(?:&nbsp;|%20)+|\\\\n");

    /** A name of a field before a word for none. */
    private static final Pattern NAMED_NONE =
            Pattern.compile(
                    "(?:user|uid|user ?id|id|customer|customer ?id|visitor|device) ?(?:null|undefined|none|nan)");

    private static final Set<String> NO_MAILBOX =
            words(
                    """
                    noreply donotreply dontreply noresponse alavastaa nichtantworten keineantwort
                    noemail noemails nomail noaddress noemailaddress noemailprovided noemailgiven notprovided
                    eisahkopostia eisähköpostia eiemailia keineemail keinemail ohneemail ohnemail
                    unknownemail fakeemail nosuchemail null undefined
                    """);

    /** Of an address whose domain is no better. */
    private static final Set<String> NO_NAME =
            words(
                    """
                    no noone you your yourname youremail name firstnamelastname someone somebody foo
                    demo fake asdf asd qwerty
                    """);

    private static final Set<String> NO_DOMAIN =
            words(
                    """
                    no none null na nobody noone test testing testi example sample noemail nomail email
                    domain yourdomain mydomain invalid localhost fake dummy unknown undefined nowhere
                    bar asdf asd xxx anonymous
                    """);

    /** Addresses that come hashed too often to be anybody's. */
    private static final Set<String> MAILBOXES =
            words(
                    """
                    none@none.com no@no.com na@na.com null@null.com test@test.com test@test.fi test@test.de
                    test@example.com example@example.com user@example.com email@example.com
                    noemail@noemail.com email@email.com asdf@asdf.com unknown@unknown.com
                    """);

    private static final int SHORTEST_X = 3;
    private static final int SHORTEST_F = 12;
    private static final int DIGITS_OF_UUID = 32;

    private static final Set<String> HASHES = hashes();

    private Nobody() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Split.words(text));
    }

    private static Set<String> phrases(String text) {
        Set<String> phrases = new HashSet<>();
        Split.at(',', text).stream()
                .map(phrase -> String.join(" ", Split.words(phrase)))
                .forEach(
                        phrase -> {
                            phrases.add(phrase);
                            phrases.add(phrase.replace(" ", ""));
                        });
        return phrases;
    }

    /** Whether a value, of whatever namespace, names nobody. */
    static boolean isNamedBy(String visible) {
        String lower = Visible.caseless(visible);
        String key = key(lower);
        return key.isEmpty()
                || isWord(key)
                || !Character.isLetterOrDigit(lower.codePointAt(0)) && WHOLE.matches(lower)
                || lower.indexOf('@') > 0 && isAt(lower)
                || mayHoldTemplate(lower) && TEMPLATE.matcher(lower).find()
                || isFilled(key.replace(" ", ""));
    }

    /** Of what is left without anything between: one key again and again, and empty UUIDs. */
    private static boolean isFilled(String together) {
        if (together.isEmpty() || together.chars().distinct().limit(2).count() > 1) {
            return false;
        }
        return switch (together.charAt(0)) {
            case '0' -> true;
            case 'x' -> together.length() >= SHORTEST_X;
            case 'f' -> together.length() >= SHORTEST_F;
            default ->
                    together.length() == DIGITS_OF_UUID
                            && "0123456789abcdef".indexOf(together.charAt(0)) >= 0;
        };
    }

    private static boolean mayHoldTemplate(String lower) {
        return lower.indexOf('{') >= 0
                || lower.indexOf('%') >= 0
                || lower.indexOf('[') >= 0
                || lower.indexOf('|') >= 0
                || lower.startsWith("java.");
    }

    private static boolean isWord(String key) {
        return NONE.contains(key)
                || WORDS.contains(key)
                || PHRASES.contains(key)
                || APART.contains(key)
                || NAMED_NONE.matches(key)
                || key.indexOf(' ') > 0 && isOfWords(Set.copyOf(Split.at(' ', key)));
    }

    /** Programs' words for none, or one word twice, as a first and a last name. */
    private static boolean isOfWords(Set<String> words) {
        return NONE.containsAll(words) || words.size() == 1 && WORDS.containsAll(words);
    }

    /** Whether an address in its normal form is no person's mailbox. */
    static boolean isAt(String address) {
        int at = address.indexOf('@');
        int tag = address.indexOf('+');
        String name = key(address.substring(0, tag > 0 && tag < at ? tag : at));
        String together = name.replace(" ", "");
        String domain = address.substring(at + 1);
        int dot = domain.indexOf('.');
        String first = key(dot < 0 ? domain : domain.substring(0, dot)).replace(" ", "");
        return NO_MAILBOX.contains(together)
                || (isWord(name) || NO_NAME.contains(together) || isFilled(together))
                        && (NO_DOMAIN.contains(first) || first.equals(together));
    }

    /** Whether a SHA-256 is that of such a value. */
    static boolean isHashedAs(String digits) {
        return HASHES.contains(digits);
    }

    private static Set<String> hashes() {
        Set<String> hashes = new HashSet<>();
        Stream.of(NONE, WORDS, PHRASES, APART, MAILBOXES)
                .flatMap(Set::stream)
                .flatMap(Nobody::spellings)
                .forEach(text -> hashes.add(Normaliser.sha256(text)));
        Stream.of(
                        "",
                        " ",
                        "-",
                        "--",
                        "-1",
                        "0",
                        "n/a",
                        "N/A",
                        "n.a.",
                        "?",
                        "{}",
                        "[]",
                        "(not set)",
                        "[object Object]",
                        "NaN",
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "02:00:00:00:00:00")
                .forEach(text -> hashes.add(Normaliser.sha256(text)));
        return hashes;
    }

    private static Stream<String> spellings(String word) {
        String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        return Stream.of(word, capital, word.toUpperCase(Locale.ROOT))
                .flatMap(text -> Stream.of(text, text.replace(' ', '_'), text.replace(' ', '-')));
    }

    /** Its letters, digits and whatever else says something; one blank for all that is between. */
    private static String key(String lower) {
        StringBuilder key = new StringBuilder(lower.length());
        lower.codePoints()
                .forEach(
                        c -> {
                            if (!isFilling(c)) {
                                key.appendCodePoint(c);
                            } else if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
                                key.append(' ');
                            }
                        });
        return key.toString().stripTrailing();
    }

    private static boolean isFilling(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> false;
        };
    }
}

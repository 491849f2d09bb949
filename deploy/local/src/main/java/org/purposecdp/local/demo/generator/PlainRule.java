package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.purposecdp.local.demo.generator.OnePerson.Word;

/**
 * What the design says may be done, in a few plain words of our own, as things stand at the base
 * instant. It knows no more of the rule than this demo needs.
 */
final class PlainRule {
    private static final Instant NOW = Times.BASE;

    private final OnePerson person;
    private final Node node;
    private final String group;
    private final String purpose;
    private final Instant arose;

    /**
     * @param arose when what is asked about happened
     */
    PlainRule(OnePerson person, Node node, String purpose, Instant arose) {
        this.person = person;
        this.node = node;
        this.group = person.group(node.id());
        this.purpose = purpose;
        this.arose = arose;
    }

    /**
     * @param reason what stands against it; null when nothing does
     * @param ownNo an act from the person's own verified group
     */
    record Answer(String reason, boolean ownNo) {
        static final Answer YES = new Answer(null, false);

        static Answer no(String reason) {
            return new Answer(reason, false);
        }

        boolean yes() {
            return reason == null;
        }

        /** Only a consent, a fact or a notice is wanting. */
        boolean mayCome() {
            return is("NO_CONSENT", "NO_FACT", "NOTICE_NOT_GIVEN");
        }

        /** What was kept stays, out of sight. */
        boolean erasesNothing() {
            return is("RESTRICTED", "NOTICE_NOT_GIVEN");
        }

        private boolean is(String... reasons) {
            return Arrays.asList(reasons).contains(reason);
        }

        private boolean refused() {
            return is("CONSENT_REFUSED", "CONSENT_WITHDRAWN", "OBJECTED");
        }
    }

    /** Consent must have been there when it happened, and still be. */
    Answer collect() {
        Answer keep = keep();
        Answer answer =
                keep.yes() && basis().equals("CONSENT")
                        ? consent(arose)
                        : keep.yes() ? told() : keep;
        return !answer.refused() && restricted() && !RegisterBook.despiteRestriction(purpose)
                ? Answer.no("RESTRICTED")
                : answer;
    }

    Answer keep() {
        return switch (basis()) {
            case "CONSENT" -> consent(NOW);
            case "CONTRACT" -> dated("CONTRACT");
            case "VITAL_INTERESTS" -> dated("VITAL_INTEREST");
            case "LEGAL_OBLIGATION" -> Answer.YES;
            case "LEGITIMATE_INTERESTS", "PUBLIC_TASK" ->
                    objected() ? Answer.no("OBJECTED") : Answer.YES;
            default -> throw new IllegalStateException(purpose);
        };
    }

    private String basis() {
        return RegisterBook.activity(purpose).path("basis").asText();
    }

    /** A message by a channel: consent to the channel as well, and no restriction. */
    Answer send(String channel) {
        Answer keep = keep();
        if (!keep.yes()) {
            return keep;
        }
        if (restricted()) {
            return Answer.no("RESTRICTED");
        }
        Optional<Word> grant = grant(channel, NOW);
        boolean ended =
                grant.isEmpty()
                        || outdated(grant.get(), NOW)
                        || noes(null, NOW).anyMatch(no -> !grant.get().at().isAfter(no.at()));
        return ended ? Answer.no("NO_CHANNEL_CONSENT") : Answer.YES;
    }

    private Answer consent(Instant when) {
        Optional<Word> no = standingNo(when);
        if (no.isPresent()) {
            return no(no.get());
        }
        Optional<Word> grant = grant(null, when);
        if (grant.isEmpty()) {
            return Answer.no("NO_CONSENT");
        }
        if (outdated(grant.get(), when)) {
            return Answer.no("CONSENT_SUPERSEDED");
        }
        boolean expired =
                RegisterBook.consentLasts(purpose)
                        .map(lasts -> grant.get().at().atZone(ZoneOffset.UTC).plus(lasts))
                        .filter(end -> !when.isBefore(end.toInstant()))
                        .isPresent();
        if (expired) {
            return Answer.no("CONSENT_EXPIRED");
        }
        return ofAge(when) ? Answer.YES : Answer.no("UNDER_AGE");
    }

    private Answer no(Word no) {
        String reason =
                switch (no.kind()) {
                    case "REFUSE" -> "CONSENT_REFUSED";
                    case "WITHDRAW" -> "CONSENT_WITHDRAWN";
                    default -> "OBJECTED";
                };
        return new Answer(reason, erases(no));
    }

    private boolean erases(Word no) {
        return no.act() && no.groups().contains(group);
    }

    /** It holds where it was said, and is weighed before anything goes. */
    private boolean objected() {
        return noes(null, NOW).filter(this::holdsHere).anyMatch(no -> stands(no, NOW));
    }

    private boolean holdsHere(Word word) {
        return word.groups().contains(group) || word.nodes().contains(node.id());
    }

    /** Where nobody is asked and nothing is signed, people are told first. */
    private Answer told() {
        boolean asked =
                List.of("LEGITIMATE_INTERESTS", "PUBLIC_TASK").contains(basis())
                        && !purpose.equals("pending-decision");
        String notice = RegisterBook.noticeOf(purpose);
        int version = RegisterBook.describedBy(purpose);
        return !asked
                        || person.toldVersion(notice, group) >= version
                        || RegisterBook.shows(node.source(), notice, version, arose)
                ? Answer.YES
                : Answer.no("NOTICE_NOT_GIVEN");
    }

    private Answer dated(String kind) {
        List<Decided> facts = person.facts(kind, group);
        if (facts.stream().anyMatch(fact -> fact.to() == null || NOW.isBefore(fact.to()))) {
            return Answer.YES;
        }
        return Answer.no(facts.isEmpty() ? "NO_FACT" : "FACT_ENDED");
    }

    private boolean ofAge(Instant when) {
        Optional<Integer> age = RegisterBook.minimumAge(purpose);
        return age.isEmpty()
                || person.facts("BIRTH_DATE", group).stream()
                        .anyMatch(
                                born ->
                                        !born.at()
                                                .atZone(ZoneOffset.UTC)
                                                .plusYears(age.get())
                                                .toInstant()
                                                .isAfter(when));
    }

    private boolean restricted() {
        return person.words().stream()
                .filter(this::holdsHere)
                .anyMatch(word -> word.kind().equals("RESTRICT") && word.concerns(purpose));
    }

    private boolean outdated(Word grant, Instant when) {
        return grant.version() < RegisterBook.lastMaterial(RegisterBook.noticeOf(purpose), when);
    }

    /** A "yes" holds only in the group that it was given in. */
    private Optional<Word> grant(String channel, Instant when) {
        return grants(channel, when)
                .filter(word -> word.groups().contains(group))
                .max(Comparator.comparing(Word::at));
    }

    private Stream<Word> grants(String channel, Instant when) {
        return said(when)
                .filter(word -> word.kind().equals("GRANT"))
                .filter(word -> word.purpose().equals(purpose))
                .filter(word -> Objects.equals(word.channel(), channel));
    }

    private Stream<Word> noes(String channel, Instant when) {
        return said(when)
                .filter(Word::no)
                .filter(word -> word.concerns(purpose))
                .filter(word -> Objects.equals(word.channel(), channel));
    }

    private Stream<Word> said(Instant when) {
        return person.words().stream().filter(word -> !word.at().isAfter(when));
    }

    /** A "no" travels along every link, until a later act has taken its place. */
    private Optional<Word> standingNo(Instant when) {
        return noes(null, when)
                .filter(no -> stands(no, when))
                .max(Comparator.comparing(this::erases).thenComparing(Word::at));
    }

    private boolean stands(Word no, Instant when) {
        return grants(null, when).noneMatch(yes -> replaces(yes, no));
    }

    private boolean replaces(Word yes, Word no) {
        if (!yes.act() || !yes.at().isAfter(no.at())) {
            return false;
        }
        boolean takenBackWhereGiven =
                !no.groups().isEmpty() && yes.groups().containsAll(no.groups());
        boolean yesHere = yes.groups().contains(group);
        boolean noHere = no.groups().contains(group);
        return takenBackWhereGiven || yesHere && (noHere || !no.proven() && yes.proven());
    }
}

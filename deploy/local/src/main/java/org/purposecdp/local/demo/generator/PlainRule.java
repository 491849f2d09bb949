package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.time.ZoneOffset;
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

    PlainRule(OnePerson person, Node node, String purpose) {
        this.person = person;
        this.node = node;
        this.group = person.group(node.id());
        this.purpose = purpose;
    }

    /**
     * @param reason what stands against it; null when nothing does
     * @param ownNo a "no" from the person's own verified group
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
            return List.of("NO_CONSENT", "NO_FACT", "NOTICE_NOT_GIVEN").contains(reason);
        }
    }

    Answer collect() {
        Answer keep = keep();
        return keep.yes() && restricted() ? Answer.no("RESTRICTED") : keep;
    }

    Answer keep() {
        return switch (RegisterBook.activity(purpose).path("basis").asText()) {
            case "CONSENT" -> consent();
            case "CONTRACT" -> withNotice(dated("CONTRACT"));
            case "VITAL_INTERESTS" -> withNotice(dated("VITAL_INTEREST"));
            case "LEGAL_OBLIGATION" -> withNotice(Answer.YES);
            case "LEGITIMATE_INTERESTS", "PUBLIC_TASK" -> unlessObjected();
            default -> throw new IllegalStateException(purpose);
        };
    }

    /** A message by a channel: consent to the channel as well, and no restriction. */
    Answer send(String channel) {
        Answer keep = keep();
        if (!keep.yes()) {
            return keep;
        }
        Optional<Word> grant = grant(channel);
        boolean ended =
                grant.isEmpty()
                        || outdated(grant.get())
                        || noes(null).anyMatch(no -> !grant.get().at().isAfter(no.at()));
        if (ended) {
            return Answer.no("NO_CHANNEL_CONSENT");
        }
        return restricted() ? Answer.no("RESTRICTED") : Answer.YES;
    }

    private Answer consent() {
        Optional<Word> no = standingNo();
        if (no.isPresent()) {
            return no(no.get());
        }
        Optional<Word> grant = grant(null);
        if (grant.isEmpty()) {
            return Answer.no("NO_CONSENT");
        }
        if (outdated(grant.get())) {
            return Answer.no("CONSENT_SUPERSEDED");
        }
        boolean expired =
                RegisterBook.consentLasts(purpose)
                        .map(lasts -> grant.get().at().atZone(ZoneOffset.UTC).plus(lasts))
                        .filter(end -> !NOW.isBefore(end.toInstant()))
                        .isPresent();
        if (expired) {
            return Answer.no("CONSENT_EXPIRED");
        }
        return ofAge() ? Answer.YES : Answer.no("UNDER_AGE");
    }

    private static Answer no(Word no, boolean own) {
        String reason =
                switch (no.kind()) {
                    case "REFUSE" -> "CONSENT_REFUSED";
                    case "WITHDRAW" -> "CONSENT_WITHDRAWN";
                    default -> "OBJECTED";
                };
        return new Answer(reason, own);
    }

    private Answer no(Word no) {
        return no(no, no.groups().contains(group));
    }

    private Answer unlessObjected() {
        return standingNo()
                .map(no -> new Answer("OBJECTED", no.groups().contains(group)))
                .orElseGet(() -> withNotice(Answer.YES));
    }

    private Answer withNotice(Answer basis) {
        if (!basis.yes()) {
            return basis;
        }
        String notice = RegisterBook.noticeOf(purpose);
        return person.toldVersion(notice, group) >= RegisterBook.lastMaterial(notice, NOW)
                ? basis
                : Answer.no("NOTICE_NOT_GIVEN");
    }

    private Answer dated(String kind) {
        List<Decided> facts = person.facts(kind, group);
        if (facts.stream().anyMatch(fact -> fact.to() == null || NOW.isBefore(fact.to()))) {
            return Answer.YES;
        }
        return Answer.no(facts.isEmpty() ? "NO_FACT" : "FACT_ENDED");
    }

    private boolean ofAge() {
        Optional<Integer> age = RegisterBook.minimumAge(purpose);
        return age.isEmpty()
                || person.facts("BIRTH_DATE", group).stream()
                        .anyMatch(
                                born ->
                                        !born.at()
                                                .atZone(ZoneOffset.UTC)
                                                .plusYears(age.get())
                                                .toInstant()
                                                .isAfter(NOW));
    }

    private boolean restricted() {
        return person.words().stream()
                .anyMatch(word -> word.kind().equals("RESTRICT") && word.concerns(purpose));
    }

    private boolean outdated(Word grant) {
        return grant.version() < RegisterBook.lastMaterial(RegisterBook.noticeOf(purpose), NOW);
    }

    /** A "yes" holds only in the group that it was given in. */
    private Optional<Word> grant(String channel) {
        return grants(channel)
                .filter(word -> word.groups().contains(group))
                .max(Comparator.comparing(Word::at));
    }

    private Stream<Word> grants(String channel) {
        return person.words().stream()
                .filter(word -> word.kind().equals("GRANT"))
                .filter(word -> word.purpose().equals(purpose))
                .filter(word -> Objects.equals(word.channel(), channel));
    }

    private Stream<Word> noes(String channel) {
        return person.words().stream()
                .filter(Word::no)
                .filter(word -> word.concerns(purpose))
                .filter(word -> Objects.equals(word.channel(), channel));
    }

    /** A "no" travels along every link, until a later "yes" has taken its place. */
    private Optional<Word> standingNo() {
        return noes(null)
                .filter(no -> grants(null).noneMatch(yes -> replaces(yes, no)))
                .max(
                        Comparator.comparing((Word no) -> no.groups().contains(group))
                                .thenComparing(Word::at));
    }

    private boolean replaces(Word yes, Word no) {
        if (!yes.at().isAfter(no.at())) {
            return false;
        }
        boolean takenBackWhereGiven =
                !no.groups().isEmpty() && yes.groups().containsAll(no.groups());
        boolean yesHere = yes.groups().contains(group);
        boolean noHere = no.groups().contains(group);
        return takenBackWhereGiven || yesHere && (noHere || !no.proven() && yes.proven());
    }
}

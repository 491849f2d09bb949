package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

import org.purposecdp.consent.policy.NoticeInForce;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;

/** What words mean for one purpose, and under which notice they were said. */
final class Meaning {
    private final Policy policy;
    private final Purpose purpose;

    Meaning(Policy policy, Purpose purpose) {
        this.policy = policy;
        this.purpose = purpose;
    }

    /**
     * What a statement says of the purpose; of several words about it the strictest. A word about
     * all is about what tools ask: nobody grants everything at once (GDPR Art. 4(11)), and nobody
     * is asked by a banner what comes before anybody can be.
     */
    Optional<Voice> of(Statement statement, Speaker speaker) {
        Word heard = null;
        for (var entry : statement.words().entrySet()) {
            Word said = entry.getValue();
            if (isAbout(entry.getKey(), said, statement.at())) {
                heard = heard == null ? said : heard.and(said);
            }
        }
        return Optional.ofNullable(heard).map(word -> new Voice(statement, speaker, word));
    }

    private boolean isAbout(String word, Word said, Instant at) {
        return purpose.isMeantBy(word)
                ? said != Word.YES || couldMean(word, at)
                : isAboutAll(word, said);
    }

    /**
     * Nobody consents to what a word came to mean after it was said (GDPR Art. 4(11)); what the
     * purpose was registered with waits for the purpose.
     */
    private boolean couldMean(String word, Instant at) {
        Instant since = purpose.meantSince(word);
        return since == null || !since.isAfter(at) || since.equals(purpose.from());
    }

    private boolean isAboutAll(String word, Word said) {
        return word.equals(Decision.ANY) && said != Word.YES && !Policy.isOfTheDoor(purpose.id());
    }

    /**
     * What a "yes" rests on.
     *
     * @param notice null where there is none
     * @param version 0 where none was in force, which permits nothing
     * @param from when it takes hold, where that is later than it was said; null for at once
     */
    record Terms(String notice, int version, Instant from) {}

    /**
     * The version that was in force when it was said. A purpose that was registered later has its
     * first; it gets nothing before it and its notice were in force.
     */
    Terms terms(Voice yes) {
        boolean registeredLater = purpose.from() != null && purpose.from().isAfter(yes.at());
        Instant from = registeredLater ? purpose.from() : null;
        Optional<Notice> notice = NoticeInForce.of(policy, purpose.id());
        if (notice.isEmpty()) {
            return new Terms(null, 0, from);
        }
        int version = notice.get().current(yes.at());
        if (version > 0 || !registeredLater) {
            return new Terms(notice.get().id(), version, from);
        }
        Notice.Version first =
                notice.get().versions().stream()
                        .min(Comparator.comparing(Notice.Version::from))
                        .orElseThrow();
        boolean noticeIsLast = first.from().isAfter(from);
        return new Terms(notice.get().id(), first.version(), noticeIsLast ? first.from() : from);
    }
}

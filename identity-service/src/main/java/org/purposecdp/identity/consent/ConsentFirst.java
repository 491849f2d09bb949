package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * Of a person's device nothing is taken before it says yes (ePrivacy Art. 5(3)). Each device's word
 * is kept for that; the "no" of a person who is known goes on alone.
 */
@ApplicationScoped
public class ConsentFirst {
    private static final Catalogue NO_CATALOGUE = new Catalogue(null, null, null);

    private final PolicyHolder policies;
    private final DeviceWordTable table;
    private final Pseudonyms pseudonyms;

    ConsentFirst(PolicyHolder policies, DeviceWordTable table, Pseudonyms pseudonyms) {
        this.policies = policies;
        this.table = table;
        this.pseudonyms = pseudonyms;
    }

    /**
     * @param taken whether the record may be taken
     * @param goesOn the record, or what is left of it; null where nothing is
     */
    public record Verdict(boolean taken, ReceivedRecord goesOn) {}

    /** What is to become of records, and what their devices said; that is not kept yet. */
    public static final class Judgement {
        private final List<Verdict> verdicts;
        private final Map<String, Map<String, DeviceWord>> changed;

        private Judgement(List<Verdict> verdicts, Map<String, Map<String, DeviceWord>> changed) {
            this.verdicts = verdicts;
            this.changed = changed;
        }

        /** In the records' order. */
        public List<Verdict> verdicts() {
            return verdicts;
        }
    }

    public Uni<Judgement> judge(Source source, List<ReceivedRecord> records) {
        Optional<Policy> policy = policies.current();
        Instant now = Instant.now();
        if (records.isEmpty() || !Door.asks(source, policy, now)) {
            return Uni.createFrom().item(allTaken(records));
        }
        Set<String> names = policy.map(known -> Door.names(source, known, now)).orElse(Set.of());
        Catalogue catalogue = policy.map(Policy::catalogue).orElse(NO_CATALOGUE);
        Judging judging = new Judging(names, catalogue, pseudonyms);
        return Uni.combine()
                .all()
                .unis(
                        table.of(judging.speakers(records)),
                        table.known(judging.personsWhoRefuse(records)))
                .with((stored, known) -> judge(records, judging, new DeviceWords(stored), known));
    }

    private static Judgement judge(
            List<ReceivedRecord> records, Judging judging, DeviceWords words, Set<String> known) {
        return new Judgement(judging.judge(records, words, known), words.changed());
    }

    /**
     * Before the sender is answered, and after whatever goes on has gone: else a "no" may be lost.
     */
    public Uni<Void> keep(Judgement judgement) {
        return table.store(judgement.changed);
    }

    private static Judgement allTaken(List<ReceivedRecord> records) {
        return new Judgement(
                records.stream().map(record -> new Verdict(true, record)).toList(), Map.of());
    }
}

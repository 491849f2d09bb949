package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.identity.source.Source;
import org.purposecdp.kit.state.PolicyHolder;

/**
 * Of a person's device nothing is taken before it says yes (ePrivacy Art. 5(3)). Each device's word
 * is kept for that; the "no" of a person who is known goes on alone.
 */
@ApplicationScoped
public class ConsentFirst {
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
        Set<String> devices = new HashSet<>();
        records.forEach(record -> devices.addAll(devices(record)));
        return table.of(devices)
                .chain(
                        stored ->
                                judge(
                                        records,
                                        names,
                                        new DeviceWords(stored),
                                        policy.orElse(null)));
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

    /** A record that is not taken and says "no". */
    private record Refusal(int place, Set<String> identifiers) {}

    private Uni<Judgement> judge(
            List<ReceivedRecord> records, Set<String> names, DeviceWords words, Policy policy) {
        List<Verdict> verdicts = new ArrayList<>();
        List<Refusal> asked = new ArrayList<>();
        for (ReceivedRecord record : records) {
            Set<String> devices = devices(record);
            Map<String, Word> said = said(record, names);
            boolean agreed = words.sayYes(devices);
            boolean newNo = words.hear(devices, said, record.arose());
            if (words.stands(devices, names, said, record.arose())) {
                verdicts.add(new Verdict(true, record));
                continue;
            }
            boolean saysNo = said.values().stream().anyMatch(word -> word != Word.YES);
            if (saysNo && newNo && !agreed) {
                asked.add(new Refusal(verdicts.size(), identifiers(record)));
            }
            verdicts.add(new Verdict(false, saysNo && agreed ? wordAlone(record, policy) : null));
        }
        Set<String> identifiers = new HashSet<>();
        asked.forEach(refusal -> identifiers.addAll(refusal.identifiers()));
        return table.known(identifiers)
                .map(
                        known -> {
                            for (Refusal refusal : asked) {
                                if (refusal.identifiers().stream().anyMatch(known::contains)) {
                                    int place = refusal.place();
                                    verdicts.set(
                                            place,
                                            new Verdict(
                                                    false, wordAlone(records.get(place), policy)));
                                }
                            }
                            return new Judgement(verdicts, words.changed());
                        });
    }

    /** Of all that a record says, what the door listens to; names are folded. */
    private static Map<String, Word> said(ReceivedRecord record, Set<String> names) {
        Map<String, Word> said = new HashMap<>();
        if (record.consent() != null) {
            record.consent()
                    .forEach(
                            (name, word) -> {
                                String folded = Spelling.folded(name);
                                if (folded.equals(ConsentWords.ALL) || names.contains(folded)) {
                                    said.merge(folded, word, Word::and);
                                }
                            });
        }
        return said;
    }

    private Set<String> devices(ReceivedRecord record) {
        Set<String> devices = new LinkedHashSet<>();
        Device.of(record, pseudonyms).forEach(one -> devices.add(record.source() + ' ' + one));
        return devices;
    }

    private Set<String> identifiers(ReceivedRecord record) {
        Set<String> identifiers = new HashSet<>();
        record.identifiers().forEach(each -> identifiers.add(pseudonyms.identifier(each)));
        return identifiers;
    }

    /**
     * Who says it and the word; whether it is an act is told by the event's name. It has an id of
     * its own: what the sender asks about was not taken.
     */
    private ReceivedRecord wordAlone(ReceivedRecord record, Policy policy) {
        Event event = record.event();
        boolean act =
                event != null && policy != null && policy.catalogue().isConsentEvent(event.name());
        return new ReceivedRecord(
                pseudonyms.record(record.source(), "word of " + record.messageId()),
                record.messageId(),
                record.source(),
                record.sourceKind(),
                record.type(),
                record.identifiers(),
                Map.of(),
                act ? new Event(event.name(), Map.of()) : null,
                record.consent(),
                record.occurredAt(),
                record.timed(),
                record.receivedAt());
    }
}

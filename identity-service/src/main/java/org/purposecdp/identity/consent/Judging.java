package org.purposecdp.identity.consent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.record.ReceivedRecord;
import org.purposecdp.contracts.record.ReceivedRecord.Event;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.text.Name;
import org.purposecdp.identity.consent.ConsentFirst.Verdict;

/**
 * Which records of devices may be taken, one after another. Pure.
 *
 * @param names to which a "yes" counts, folded
 */
record Judging(Set<String> names, Catalogue catalogue, Pseudonyms pseudonyms) {

    /**
     * @param words what the devices have said; hears the records
     * @param known those of the persons who refuse that some node bears
     */
    List<Verdict> judge(List<ReceivedRecord> records, DeviceWords words, Set<String> known) {
        return records.stream().map(record -> judge(record, words, known)).toList();
    }

    private Verdict judge(ReceivedRecord record, DeviceWords words, Set<String> known) {
        Set<String> devices = devices(record);
        Map<String, Word> said = said(record);
        boolean agreed = words.sayYes(devices);
        words.hear(devices, said, record.arose());
        if (words.stands(devices, names, said, record.arose())) {
            return new Verdict(true, record);
        }
        // Said once of each person that a device names: it goes on when one is known.
        boolean newNo = refuses(said) && words.hear(named(record, known), said, record.arose());
        boolean ends = refuses(said) && agreed || newNo;
        return new Verdict(false, ends ? wordAlone(record) : null);
    }

    /** Under which something may have been said: the devices, and whom they name with a "no". */
    Set<String> speakers(List<ReceivedRecord> records) {
        Set<String> speakers = new HashSet<>();
        for (ReceivedRecord record : records) {
            speakers.addAll(devices(record));
            if (refuses(said(record))) {
                speakers.addAll(named(record, persons(record)));
            }
        }
        return speakers;
    }

    private Set<String> devices(ReceivedRecord record) {
        Set<String> devices = new LinkedHashSet<>();
        Device.of(record, pseudonyms).forEach(one -> devices.add(record.source() + ' ' + one));
        return devices;
    }

    /** Pseudonyms of whom the records name that say "no" to something. */
    Set<String> personsWhoRefuse(List<ReceivedRecord> records) {
        Set<String> persons = new HashSet<>();
        records.stream()
                .filter(record -> refuses(said(record)))
                .forEach(record -> persons.addAll(persons(record)));
        return persons;
    }

    /** By what is not just the device's. */
    private Set<String> persons(ReceivedRecord record) {
        return record.identifiers().stream()
                .filter(identifier -> !Device.names(identifier))
                .map(pseudonyms::identifier)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> named(ReceivedRecord record, Set<String> known) {
        Set<String> named = new HashSet<>();
        for (String person : persons(record)) {
            if (known.contains(person)) {
                devices(record).forEach(device -> named.add(device + ' ' + person));
            }
        }
        return named;
    }

    private static boolean refuses(Map<String, Word> said) {
        return said.values().stream().anyMatch(word -> word != Word.YES);
    }

    /** Of all that a record says, what the door listens to, folded. */
    private Map<String, Word> said(ReceivedRecord record) {
        Map<String, Word> said = new HashMap<>();
        if (record.consent() != null) {
            record.consent().forEach((name, word) -> hear(said, Name.folded(name), word));
        }
        return said;
    }

    private void hear(Map<String, Word> said, String folded, Word word) {
        if (folded.equals(ConsentWords.ALL) || names.contains(folded)) {
            said.merge(folded, word, Word::and);
        }
    }

    /**
     * Who says it and the word; whether it is an act is told by the event's name. It has an id of
     * its own: what the sender asks about was not taken.
     */
    private ReceivedRecord wordAlone(ReceivedRecord record) {
        Event event = record.event();
        boolean act = event != null && catalogue.isConsentEvent(event.name());
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

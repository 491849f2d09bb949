package org.purposecdp.identity.consent;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.purposecdp.contracts.record.Word;

/**
 * What devices have said, as far as a batch of records needs it: each of them is judged by what was
 * said up to it. Names are folded. Pure.
 */
final class DeviceWords {
    private static final String ALL = ConsentWords.ALL;

    private final Map<String, Map<String, DeviceWord>> byDevice = new HashMap<>();
    private final Map<String, Map<String, DeviceWord>> changed = new HashMap<>();

    /**
     * @param stored by device and name
     */
    DeviceWords(Map<String, Map<String, DeviceWord>> stored) {
        stored.forEach((device, words) -> byDevice.put(device, new HashMap<>(words)));
    }

    /**
     * @param said of the names that count, and of all
     * @return whether a "no" is among it that the device had not said
     */
    boolean hear(Set<String> devices, Map<String, Word> said, Instant at) {
        boolean newNo = false;
        for (String device : devices) {
            for (Map.Entry<String, Word> entry : said.entrySet()) {
                newNo |= hear(device, entry.getKey(), entry.getValue() == Word.YES, at);
            }
        }
        return newNo;
    }

    private boolean hear(String device, String name, boolean yes, Instant at) {
        if (yes && name.equals(ALL)) {
            // Nobody agrees to what is not named.
            return false;
        }
        Map<String, DeviceWord> words = byDevice.computeIfAbsent(device, any -> new HashMap<>());
        DeviceWord before = words.get(name);
        DeviceWord now = before == null ? DeviceWord.of(yes, at) : before.hear(yes, at);
        words.put(name, now);
        if (!now.equals(before) && isToBeKept(before, now, words.get(ALL))) {
            changed.computeIfAbsent(device, any -> new HashMap<>()).put(name, now);
        }
        return !now.yes() && (before == null || before.yes());
    }

    /** A "yes" is repeated with every event: only after a "no" to all it says something. */
    private static boolean isToBeKept(DeviceWord before, DeviceWord now, DeviceWord all) {
        boolean repeated = before != null && before.yes() && now.yes();
        return !repeated || all != null && !all.last().isBefore(before.last());
    }

    /** Whether one of them says yes to anything. */
    boolean sayYes(Set<String> devices) {
        return devices.stream()
                .map(device -> byDevice.getOrDefault(device, Map.of()))
                .anyMatch(
                        words ->
                                words.entrySet().stream()
                                        .filter(entry -> !entry.getKey().equals(ALL))
                                        .anyMatch(
                                                entry ->
                                                        entry.getValue().yes()
                                                                && isAfter(
                                                                        entry.getValue(),
                                                                        words.get(ALL))));
    }

    /**
     * Whether a "yes" stands for what arose then, in the record itself, which was heard, or said
     * before.
     *
     * @param devices those of the one record, which is of one device
     * @param names to which a "yes" counts
     * @param said what the record says itself
     */
    boolean stands(Set<String> devices, Set<String> names, Map<String, Word> said, Instant arose) {
        if (said.getOrDefault(ALL, Word.YES) != Word.YES) {
            return false;
        }
        DeviceWord all = latest(devices, ALL);
        return names.stream()
                .filter(name -> said.getOrDefault(name, Word.YES) == Word.YES)
                .anyMatch(
                        name -> stands(latest(devices, name), all, said.containsKey(name), arose));
    }

    private static boolean stands(DeviceWord word, DeviceWord all, boolean saidNow, Instant arose) {
        if (word == null || !word.yes() || !isAfter(word, all)) {
            return false;
        }
        boolean unbroken = all == null || word.first().isAfter(all.last());
        Instant since = unbroken ? word.first() : word.last();
        return saidNow || !since.isAfter(arose);
    }

    private static boolean isAfter(DeviceWord word, DeviceWord all) {
        return all == null || word.last().isAfter(all.last());
    }

    private DeviceWord latest(Set<String> devices, String name) {
        return devices.stream()
                .map(device -> byDevice.getOrDefault(device, Map.of()).get(name))
                .filter(Objects::nonNull)
                .reduce(DeviceWord::later)
                .orElse(null);
    }

    /** What is to be kept, by device and name. */
    Map<String, Map<String, DeviceWord>> changed() {
        return changed;
    }
}

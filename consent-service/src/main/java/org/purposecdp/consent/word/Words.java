package org.purposecdp.consent.word;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.record.SourceKind;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;

/**
 * The decisions that a person's records come to.
 *
 * <ul>
 *   <li>A state "no" counts from when it was first said until its device says otherwise.
 *   <li>A state "yes" is one statement, of the first time that it was heard in its verified group.
 *   <li>A device's change from "no" to "yes" is a consent anew, if no other device of that source
 *       and group still says "no"; it ends that device's "no" and lifts no other.
 *   <li>A consent event is an act, for every word that it bears.
 * </ul>
 */
public final class Words {
    private final Policy policy;
    private final List<Statement> statements;
    private final Map<String, Speaker> speakers;
    private final Map<String, Integer> devices;

    private Words(Policy policy, List<Statement> statements, Map<String, Speaker> speakers) {
        this.policy = policy;
        this.statements = statements;
        this.speakers = speakers;
        this.devices = devices(statements);
    }

    /**
     * @param statements of any nodes; only those of the speakers count
     */
    public static List<Decision> decisions(
            Collection<Statement> statements, Collection<Speaker> speakers, Policy policy) {
        Map<String, Speaker> byNode =
                speakers.stream().collect(Collectors.toMap(Speaker::nodeId, Function.identity()));
        List<Statement> own =
                statements.stream()
                        .filter(statement -> byNode.containsKey(statement.nodeId()))
                        .sorted(Comparator.comparing(Statement::recordId))
                        .toList();
        Words words = new Words(policy, own, byNode);
        return policy.purposes().stream()
                .flatMap(purpose -> words.about(purpose).stream())
                .toList();
    }

    /** Statement → device: those of one source that share a key, whatever lies between. */
    private static Map<String, Integer> devices(List<Statement> statements) {
        Map<String, Integer> byKey = new HashMap<>();
        List<Integer> into = new ArrayList<>();
        Map<String, Integer> byRecord = new HashMap<>();
        for (Statement statement : statements) {
            int device = into.size();
            into.add(device);
            for (String key : keys(statement)) {
                Integer known = byKey.putIfAbsent(key, device);
                if (known != null) {
                    into.set(root(known, into), root(device, into));
                }
            }
            byRecord.put(statement.recordId(), device);
        }
        byRecord.replaceAll((record, device) -> root(device, into));
        return byRecord;
    }

    private static Set<String> keys(Statement statement) {
        Set<String> keys =
                statement.device().isEmpty() ? Set.of(statement.nodeId()) : statement.device();
        return keys.stream()
                .map(key -> statement.source() + "\n" + key)
                .collect(Collectors.toSet());
    }

    private static int root(int device, List<Integer> into) {
        int root = device;
        while (into.get(root) != root) {
            root = into.get(root);
        }
        return root;
    }

    /**
     * A source in a verified group. Each node of a public key is a group of its own, and yet its
     * devices are one person's.
     */
    private record Party(String source, String group) {
        static Party of(Voice voice) {
            Speaker speaker = voice.speaker();
            return new Party(
                    voice.statement().source(),
                    speaker.kind() == SourceKind.PUBLIC ? "" : speaker.group());
        }
    }

    private List<Decision> about(Purpose purpose) {
        Meaning meaning = new Meaning(policy, purpose);
        List<Voice> voices =
                statements.stream()
                        .map(said -> meaning.of(said, speakers.get(said.nodeId())))
                        .flatMap(Optional::stream)
                        .toList();
        if (voices.isEmpty()) {
            return List.of();
        }
        Map<String, Decision> decisions = new TreeMap<>();
        Map<Party, Map<Integer, List<Voice>>> parties = new LinkedHashMap<>();
        for (Voice voice : voices) {
            parties.computeIfAbsent(Party.of(voice), any -> new TreeMap<>())
                    .computeIfAbsent(
                            devices.get(voice.statement().recordId()), any -> new ArrayList<>())
                    .add(voice);
        }
        parties.values().forEach(party -> party(party.values(), meaning, purpose, decisions));
        voices.stream()
                .filter(voice -> voice.yes() && voice.act())
                .forEach(yes -> grant(yes, meaning, purpose, decisions));
        firstYes(voices).forEach(yes -> grant(yes, meaning, purpose, decisions));
        return List.copyOf(decisions.values());
    }

    private static void party(
            Collection<List<Voice>> byDevice,
            Meaning meaning,
            Purpose purpose,
            Map<String, Decision> decisions) {
        List<Device> devices = byDevice.stream().map(Device::new).toList();
        for (Device device : devices) {
            device.runs().forEach(run -> refusals(run, device, purpose, decisions));
            device.changes().stream()
                    .filter(yes -> devices.stream().noneMatch(other -> other.refusesAt(yes.at())))
                    .forEach(yes -> grant(yes, meaning, purpose, decisions));
        }
    }

    /** The first time of each verified group. */
    private static Collection<Voice> firstYes(List<Voice> voices) {
        return voices.stream()
                .filter(Voice::yes)
                .collect(
                        Collectors.toMap(
                                voice -> voice.speaker().group(),
                                Function.identity(),
                                BinaryOperator.minBy(Voice.OLDEST_FIRST),
                                TreeMap::new))
                .values();
    }

    /** A run counts once; what in it is an act counts as such, and so does what is understood. */
    private static void refusals(
            Device.Run run, Device device, Purpose purpose, Map<String, Decision> decisions) {
        Voice first = run.first();
        refuse(first, run.groups(), run.end(), purpose, decisions);
        run.noes().stream()
                .filter(Voice::act)
                .forEach(
                        no ->
                                refuse(
                                        no,
                                        Set.of(no.speaker().group()),
                                        device.end(no),
                                        purpose,
                                        decisions));
        if (first.word() == Word.UNCLEAR) {
            run.noes().stream()
                    .filter(no -> no.word() == Word.NO)
                    .findFirst()
                    .ifPresent(no -> refuse(no, run.groups(), run.end(), purpose, decisions));
        }
    }

    private static void refuse(
            Voice no,
            Set<String> groups,
            Instant end,
            Purpose purpose,
            Map<String, Decision> decisions) {
        put(
                new Decision(
                        id(no, purpose),
                        Kind.REFUSE,
                        purpose.id(),
                        null,
                        no.at(),
                        null,
                        end,
                        null,
                        0,
                        no.speaker().kind().proven(),
                        no.act(),
                        no.word() == Word.NO,
                        false,
                        groups,
                        Set.of()),
                decisions);
    }

    private static void grant(
            Voice yes, Meaning meaning, Purpose purpose, Map<String, Decision> decisions) {
        if (!yes.speaker().mayGrant()) {
            return;
        }
        Meaning.Terms terms = meaning.terms(yes);
        put(
                new Decision(
                        id(yes, purpose),
                        Kind.GRANT,
                        purpose.id(),
                        null,
                        yes.at(),
                        terms.from(),
                        null,
                        terms.notice(),
                        terms.version(),
                        yes.speaker().kind().proven(),
                        yes.act(),
                        true,
                        false,
                        Set.of(yes.speaker().group()),
                        Set.of()),
                decisions);
    }

    private static String id(Voice voice, Purpose purpose) {
        return voice.statement().recordId() + ":" + purpose.id();
    }

    private static void put(Decision decision, Map<String, Decision> decisions) {
        decisions.putIfAbsent(decision.id(), decision);
    }
}

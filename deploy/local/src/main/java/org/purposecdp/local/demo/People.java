package org.purposecdp.local.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.local.Stack;

/** Looks every identifier up: a person is found when all of theirs, and nobody else's, are one. */
final class People {
    private static final String OFFICER = "privacy-officer";

    private final Platform platform;
    private final ExecutorService threads;
    private final Map<String, Set<String>> profilesOf = new LinkedHashMap<>();
    private final Map<String, Set<String>> peopleOf = new LinkedHashMap<>();
    private int identifiers;

    People(Platform platform, ExecutorService threads) {
        this.platform = platform;
        this.threads = threads;
    }

    private record Lookup(String person, String identifier, String profileId) {}

    void find(List<ObjectNode> people) {
        List<Lookup> lookups = new ArrayList<>();
        for (ObjectNode person : people) {
            for (JsonNode identifier : person.path("identifiers")) {
                lookups.add(new Lookup(person.path("person").asText(), identifier.asText(), null));
            }
        }
        identifiers = lookups.size();
        for (Lookup found : Sending.inParallel(threads, lookups, this::lookUp)) {
            profilesOf
                    .computeIfAbsent(found.person(), any -> new TreeSet<>())
                    .add(found.profileId());
            peopleOf.computeIfAbsent(found.profileId(), any -> new TreeSet<>()).add(found.person());
        }
    }

    private Lookup lookUp(Lookup asked) {
        String[] identifier = asked.identifier().split(":", 2);
        String profileId =
                view(OFFICER, "service", identifier[0], identifier[1])
                        .path("profileId")
                        .asText("none of " + asked.identifier());
        return new Lookup(asked.person(), asked.identifier(), profileId);
    }

    /** What a client may see of whoever bears an identifier, for a purpose. */
    JsonNode view(String client, String purpose, String namespace, String value) {
        ObjectNode body = Platform.JSON.createObjectNode();
        body.putObject("identifier").put("namespace", namespace).put("value", value);
        body.put("purpose", purpose);
        return platform.as(client, "POST", Stack.PROFILE, "/v1/profiles/lookup")
                .body(body)
                .send(404, 409)
                .body();
    }

    int identifiers() {
        return identifiers;
    }

    /** Those with one profile that is theirs alone. */
    long found() {
        return profilesOf.values().stream()
                .filter(profiles -> profiles.size() == 1)
                .filter(profiles -> peopleOf.get(profiles.iterator().next()).size() == 1)
                .count();
    }

    /** Those that were torn or mixed up. */
    List<String> differences() {
        List<String> lines = new ArrayList<>();
        profilesOf.forEach(
                (person, profiles) -> {
                    Set<String> others = new TreeSet<>();
                    profiles.forEach(profile -> others.addAll(peopleOf.get(profile)));
                    if (profiles.size() > 1 || others.size() > 1) {
                        lines.add(person + " has profiles " + profiles + " of " + others);
                    }
                });
        return lines.subList(0, Math.min(5, lines.size()));
    }

    Set<String> profiles() {
        return new HashSet<>(peopleOf.keySet());
    }
}

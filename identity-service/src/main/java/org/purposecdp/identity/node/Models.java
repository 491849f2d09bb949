package org.purposecdp.identity.node;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Uni;

import org.purposecdp.identity.matching.Model;
import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Training;

/** The models there are; each is frozen once learnt. */
public final class Models {
    private static final int PERSONS_AT_ONCE = 5_000;

    private final Resolver resolver;
    private final NodeTable table;
    private final ModelTable models;

    public Models(Resolver resolver) {
        this.resolver = resolver;
        this.table = resolver.table();
        this.models = resolver.models();
    }

    /**
     * @param learntFrom how many records
     * @param learntAt null for the one that is shipped
     */
    public record Description(String version, long learntFrom, Instant learntAt, boolean inForce) {}

    /** The one in force while none was learnt. */
    public static Model shipped() {
        return Matching.SHIPPED;
    }

    public Uni<List<Description>> all() {
        return resolver.pool()
                .withConnection(
                        client ->
                                models.inForce(client)
                                        .chain(
                                                now ->
                                                        models.models(client)
                                                                .map(
                                                                        learnt ->
                                                                                all(
                                                                                        now.model(),
                                                                                        learnt))));
    }

    private static List<Description> all(String inForce, List<Description> learnt) {
        String version = Matching.SHIPPED_VERSION;
        String now = inForce == null ? version : inForce;
        List<Description> all = new ArrayList<>();
        all.add(new Description(version, 0, null, version.equals(now)));
        for (Description one : learnt) {
            if (!one.version().equals(version)) {
                all.add(
                        new Description(
                                one.version(),
                                one.learntFrom(),
                                one.learntAt(),
                                one.version().equals(now)));
            }
        }
        return all;
    }

    public Uni<Boolean> known(String version) {
        return all().map(all -> all.stream().anyMatch(one -> one.version().equals(version)));
    }

    /**
     * Learns from the records there are; it is not in force yet.
     *
     * @param sample how many at most; which ones says the hash that is a node's id
     * @return its version
     */
    public Uni<String> learn(int sample, Training.Progress progress) {
        return resolver.pool()
                .withConnection(table::count)
                .chain(
                        all ->
                                read(new ArrayList<>(), "", sample, progress)
                                        .chain(
                                                people ->
                                                        resolver.workers()
                                                                .run(
                                                                        () ->
                                                                                Training.learn(
                                                                                        people, all,
                                                                                        progress))))
                .chain(
                        model ->
                                resolver.pool()
                                        .withTransaction(tx -> models.store(tx, model))
                                        .replaceWith(model.version()));
    }

    private Uni<List<Person>> read(
            List<Person> people, String after, int sample, Training.Progress progress) {
        int most = Math.min(PERSONS_AT_ONCE, sample - people.size());
        if (most == 0) {
            return Uni.createFrom().item(people);
        }
        return table.persons(resolver.pool(), after, most)
                .chain(
                        (Map<String, Person> some) -> {
                            people.addAll(some.values());
                            progress.at("reading", (double) people.size() / sample / 10);
                            return some.size() < most
                                    ? Uni.createFrom().item(people)
                                    : read(
                                            people,
                                            some.keySet().stream().reduce((a, b) -> b).get(),
                                            sample,
                                            progress);
                        });
    }

    public Uni<Void> putInForce(String version, Training.Progress progress) {
        return resolver.pool()
                .withConnection(client -> resolver.model(client, version))
                .chain((Model model) -> resolver.adopt(model, progress));
    }

    /** They tell how often people's values occur, of whom some may be gone. */
    public Uni<Void> forgetOld() {
        return models.forgetOld(resolver.pool());
    }
}

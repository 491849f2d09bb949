package org.purposecdp.consent.subject;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.problem.ConsentProblem;
import org.purposecdp.kit.problem.ProblemException;

/** Identifiers that more people bear than may: whatever is said by one is nobody's "yes". */
public final class Nobodies {
    private static final String FORGET =
            """
            delete from nobody_identifier as marked
            where profile_id = any($1) and not exists (
                select from unnest($2::text[], $3::text[]) as still (pseudonym, profile_id)
                where still.pseudonym = marked.pseudonym and still.profile_id = marked.profile_id)
            """;
    private static final String MARK =
            """
            insert into nobody_identifier (pseudonym, profile_id)
            select * from unnest($1::text[], $2::text[])
            on conflict do nothing
            """;

    private Nobodies() {}

    /**
     * Takes what clusters' states mark, whole.
     *
     * @param marked profileId → pseudonyms; an empty set for a cluster that marks none or has ended
     */
    public static Uni<Void> apply(SqlConnection tx, Map<String, ? extends Set<String>> marked) {
        if (marked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> pseudonyms = new ArrayList<>();
        List<String> profiles = new ArrayList<>();
        marked.forEach(
                (profileId, all) ->
                        all.forEach(
                                pseudonym -> {
                                    pseudonyms.add(pseudonym);
                                    profiles.add(profileId);
                                }));
        return tx.preparedQuery(FORGET)
                .execute(Tuple.of(array(marked.keySet()), array(pseudonyms), array(profiles)))
                .flatMap(done -> mark(tx, pseudonyms, profiles));
    }

    private static Uni<Void> mark(
            SqlConnection tx, List<String> pseudonyms, List<String> profiles) {
        if (pseudonyms.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(MARK)
                .execute(Tuple.of(array(pseudonyms), array(profiles)))
                .replaceWithVoid();
    }

    /** Those of these identifiers that stand for nobody. */
    public static Uni<Set<String>> among(SqlClient client, Collection<String> pseudonyms) {
        return client.preparedQuery(
                        "select distinct pseudonym from nobody_identifier"
                                + " where pseudonym = any($1)")
                .execute(Tuple.tuple().addValue(array(pseudonyms)))
                .map(
                        rows ->
                                new TreeSet<>(
                                        FilePages.list(rows, row -> row.getString("pseudonym"))));
    }

    /**
     * Fails with IDENTIFIER_OF_NOBODY.
     *
     * @param about what would be everybody's
     */
    public static Uni<Void> requireSomebody(SqlClient client, String pseudonym, String about) {
        return among(client, Set.of(pseudonym))
                .invoke(
                        marked -> {
                            if (!marked.isEmpty()) {
                                throw new ProblemException(
                                        ConsentProblem.IDENTIFIER_OF_NOBODY,
                                        "more people bear this identifier than may: "
                                                + about
                                                + " by it is nobody's; name one that is the"
                                                + " person's own");
                            }
                        })
                .replaceWithVoid();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }
}

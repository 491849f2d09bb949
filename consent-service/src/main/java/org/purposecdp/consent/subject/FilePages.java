package org.purposecdp.consent.subject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;

/** Reads and appends what is on file: consent records, facts, notices given. */
final class FilePages {
    private static final String DECISIONS =
            """
            select * from consent_record where node_id = any($1)
            union all
            select * from consent_record where pseudonym = any($2)
            """;
    private static final String APPEND =
            """
            insert into consent_record (id, kind, purpose, channel, at, received_at, notice,
                notice_version, proven, node_id, pseudonym, origin)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[],
                $5::timestamptz[], $6::timestamptz[], $7::text[], $8::int[], $9::bool[],
                $10::text[], $11::text[], $12::text[])
            on conflict (id) do nothing returning id
            """;

    private FilePages() {}

    static Uni<OnFile> read(
            SqlConnection tx, Collection<String> nodeIds, Collection<String> pseudonyms) {
        String[] identifiers = pseudonyms.toArray(String[]::new);
        return tx.preparedQuery(DECISIONS)
                .execute(
                        Tuple.tuple()
                                .addValue(nodeIds.toArray(String[]::new))
                                .addValue(identifiers))
                .map(rows -> list(rows, FilePages::decision))
                .flatMap(
                        decisions ->
                                tx.preparedQuery("select * from fact where pseudonym = any($1)")
                                        .execute(Tuple.tuple().addValue(identifiers))
                                        .map(rows -> list(rows, FilePages::fact))
                                        .flatMap(
                                                facts ->
                                                        notices(
                                                                tx,
                                                                identifiers,
                                                                decisions,
                                                                facts)));
    }

    private static Uni<OnFile> notices(
            SqlConnection tx,
            String[] identifiers,
            List<StoredDecision> decisions,
            List<StoredFact> facts) {
        return tx.preparedQuery("select * from notice_given where pseudonym = any($1)")
                .execute(Tuple.tuple().addValue(identifiers))
                .map(rows -> new OnFile(decisions, facts, list(rows, FilePages::notice)));
    }

    /** Ids of those that were new. */
    static Uni<List<String>> append(SqlConnection tx, List<StoredDecision> decisions) {
        int n = decisions.size();
        String[][] texts = new String[8][n];
        OffsetDateTime[] at = new OffsetDateTime[n];
        OffsetDateTime[] received = new OffsetDateTime[n];
        Integer[] versions = new Integer[n];
        Boolean[] proven = new Boolean[n];
        for (int i = 0; i < n; i++) {
            StoredDecision decision = decisions.get(i);
            texts[0][i] = decision.id();
            texts[1][i] = decision.kind().name();
            texts[2][i] = decision.purpose();
            texts[3][i] = decision.channel() == null ? null : decision.channel().name();
            texts[4][i] = decision.notice();
            texts[5][i] = decision.nodeId();
            texts[6][i] = decision.pseudonym();
            texts[7][i] = decision.origin();
            at[i] = offset(decision.at());
            received[i] = offset(decision.receivedAt());
            versions[i] = decision.noticeVersion();
            proven[i] = decision.proven();
        }
        Tuple values = Tuple.tuple();
        for (Object column :
                new Object[] {
                    texts[0], texts[1], texts[2], texts[3], at, received, texts[4], versions,
                    proven, texts[5], texts[6], texts[7]
                }) {
            values.addValue(column);
        }
        return tx.preparedQuery(APPEND)
                .execute(values)
                .map(rows -> list(rows, row -> row.getString("id")));
    }

    private static StoredDecision decision(Row row) {
        String channel = row.getString("channel");
        return new StoredDecision(
                row.getString("id"),
                Decision.Kind.valueOf(row.getString("kind")),
                row.getString("purpose"),
                channel == null ? null : Channel.valueOf(channel),
                instant(row, "at"),
                instant(row, "received_at"),
                row.getString("notice"),
                row.getInteger("notice_version"),
                row.getBoolean("proven"),
                row.getString("node_id"),
                row.getString("pseudonym"),
                row.getString("origin"));
    }

    private static StoredFact fact(Row row) {
        return new StoredFact(
                row.getLong("sequence"),
                row.getString("id"),
                Fact.Kind.valueOf(row.getString("kind")),
                row.getString("reference"),
                instant(row, "valid_from"),
                instant(row, "valid_to"),
                row.getString("pseudonym"));
    }

    private static StoredNotice notice(Row row) {
        return new StoredNotice(
                row.getString("notice"),
                row.getInteger("version"),
                instant(row, "at"),
                row.getString("pseudonym"));
    }

    static <T> List<T> list(Iterable<Row> rows, java.util.function.Function<Row, T> read) {
        List<T> items = new ArrayList<>();
        rows.forEach(row -> items.add(read.apply(row)));
        return items;
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime offset(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

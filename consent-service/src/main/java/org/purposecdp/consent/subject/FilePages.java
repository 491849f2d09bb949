package org.purposecdp.consent.subject;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.purposecdp.consent.word.Statement;
import org.purposecdp.contracts.record.Word;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Fact;

/** Reads and appends what is on file: consent records, facts, notices given. */
final class FilePages {
    private static final String DECISIONS =
            "select * from consent_record where pseudonym = any($1)";
    private static final String STATEMENTS =
            """
            select record_id, node_id, source, device, act, at, heard_at,
                array_agg(word order by word) as words, array_agg(value order by word) as said
            from said where node_id = any($1)
            group by record_id, node_id, source, device, act, at, heard_at
            """;
    private static final String HEAR =
            """
            insert into said (record_id, node_id, source, device, act, word, value, at, heard_at)
            select record_id, node_id, source, string_to_array(device, ','), act, word, value, at,
                heard_at
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[],
                $7::text[], $8::timestamptz[], $9::timestamptz[])
                as u (record_id, node_id, source, device, act, word, value, at, heard_at)
            on conflict (record_id, word) do nothing returning node_id, value
            """;
    private static final String APPEND =
            """
            insert into consent_record (id, kind, purpose, channel, at, received_at, notice,
                notice_version, proven, just_this, pseudonym, origin)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[],
                $5::timestamptz[], $6::timestamptz[], $7::text[], $8::int[], $9::bool[],
                $10::bool[], $11::text[], $12::text[])
            on conflict (id) do nothing returning id
            """;

    private FilePages() {}

    /** Sent together on the one connection, which answers in order. */
    static Uni<OnFile> read(
            SqlConnection tx, Collection<String> nodeIds, Collection<String> pseudonyms) {
        Tuple identifiers = Tuple.tuple().addValue(pseudonyms.toArray(String[]::new));
        return Uni.combine()
                .all()
                .unis(
                        rows(tx, DECISIONS, identifiers, FilePages::decision),
                        rows(
                                tx,
                                STATEMENTS,
                                Tuple.tuple().addValue(nodeIds.toArray(String[]::new)),
                                FilePages::statement),
                        rows(
                                tx,
                                "select * from fact where pseudonym = any($1)",
                                identifiers,
                                FilePages::fact),
                        rows(
                                tx,
                                "select * from notice_given where pseudonym = any($1)",
                                identifiers,
                                FilePages::notice),
                        Nobodies.among(tx, pseudonyms))
                .with(OnFile::new);
    }

    private static <T> Uni<List<T>> rows(
            SqlConnection tx, String query, Tuple values, Function<Row, T> read) {
        return tx.preparedQuery(query).execute(values).map(rows -> list(rows, read));
    }

    /**
     * What came of statements that were new.
     *
     * @param nodes that said them
     * @param refusing those of them that did not say "yes"
     */
    record Heard(Set<String> nodes, Set<String> refusing) {}

    static Uni<Heard> hear(SqlConnection tx, List<Statement> statements) {
        List<Map.Entry<Statement, String>> rows = new ArrayList<>();
        statements.forEach(
                one -> one.words().keySet().forEach(word -> rows.add(Map.entry(one, word))));
        Function<Function<Map.Entry<Statement, String>, String>, String[]> texts =
                column -> rows.stream().map(column).toArray(String[]::new);
        return tx.preparedQuery(HEAR)
                .execute(
                        Tuple.tuple()
                                .addValue(texts.apply(row -> row.getKey().recordId()))
                                .addValue(texts.apply(row -> row.getKey().nodeId()))
                                .addValue(texts.apply(row -> row.getKey().source()))
                                // Pseudonyms are hexadecimal, so a comma parts them.
                                .addValue(
                                        texts.apply(
                                                row ->
                                                        row.getKey().device().stream()
                                                                .sorted()
                                                                .collect(Collectors.joining(","))))
                                .addValue(
                                        rows.stream()
                                                .map(row -> row.getKey().act())
                                                .toArray(Boolean[]::new))
                                .addValue(texts.apply(Map.Entry::getValue))
                                .addValue(
                                        texts.apply(
                                                row ->
                                                        row.getKey()
                                                                .words()
                                                                .get(row.getValue())
                                                                .name()))
                                .addValue(
                                        rows.stream()
                                                .map(row -> offset(row.getKey().at()))
                                                .toArray(OffsetDateTime[]::new))
                                .addValue(
                                        rows.stream()
                                                .map(row -> offset(row.getKey().heardAt()))
                                                .toArray(OffsetDateTime[]::new)))
                .map(
                        added -> {
                            Heard heard = new Heard(new HashSet<>(), new HashSet<>());
                            added.forEach(
                                    row -> {
                                        heard.nodes().add(row.getString("node_id"));
                                        if (Word.valueOf(row.getString("value")) != Word.YES) {
                                            heard.refusing().add(row.getString("node_id"));
                                        }
                                    });
                            return heard;
                        });
    }

    private static Statement statement(Row row) {
        String[] words = row.getArrayOfStrings("words");
        String[] said = row.getArrayOfStrings("said");
        Map<String, Word> byWord = new TreeMap<>();
        for (int i = 0; i < words.length; i++) {
            byWord.put(words[i], Word.valueOf(said[i]));
        }
        return new Statement(
                row.getString("record_id"),
                row.getString("node_id"),
                row.getString("source"),
                Set.of(row.getArrayOfStrings("device")),
                row.getBoolean("act"),
                byWord,
                instant(row, "at"),
                instant(row, "heard_at"));
    }

    /** Ids of those that were new. */
    static Uni<List<String>> append(SqlConnection tx, List<StoredDecision> decisions) {
        int n = decisions.size();
        String[][] texts = new String[7][n];
        OffsetDateTime[] at = new OffsetDateTime[n];
        OffsetDateTime[] received = new OffsetDateTime[n];
        Integer[] versions = new Integer[n];
        Boolean[] proven = new Boolean[n];
        Boolean[] justThis = new Boolean[n];
        for (int i = 0; i < n; i++) {
            StoredDecision decision = decisions.get(i);
            texts[0][i] = decision.id();
            texts[1][i] = decision.kind().name();
            texts[2][i] = decision.purpose();
            texts[3][i] = decision.channel() == null ? null : decision.channel().name();
            texts[4][i] = decision.notice();
            texts[5][i] = decision.pseudonym();
            texts[6][i] = decision.origin();
            at[i] = offset(decision.at());
            received[i] = offset(decision.receivedAt());
            versions[i] = decision.noticeVersion();
            proven[i] = decision.proven();
            justThis[i] = decision.justThis();
        }
        Tuple values = Tuple.tuple();
        for (Object column :
                new Object[] {
                    texts[0], texts[1], texts[2], texts[3], at, received, texts[4], versions,
                    proven, justThis, texts[5], texts[6]
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
                row.getBoolean("just_this"),
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

    static <T> List<T> list(Iterable<Row> rows, Function<Row, T> read) {
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

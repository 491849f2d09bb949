package org.purposecdp.identity.imports;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.IdentityProblem;
import org.purposecdp.identity.capture.Intake;
import org.purposecdp.identity.imports.Progress.State;
import org.purposecdp.identity.imports.Rows.Mark;
import org.purposecdp.identity.mapping.RowRecords;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;
import org.purposecdp.identity.source.Sources;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

import static org.purposecdp.identity.record.Waiting.await;

/**
 * One sending of a file. What earlier ones did is read over and checked by its hash; then batch
 * after batch goes to Kafka and is noted.
 */
final class Upload {
    private final Imports imports;
    private final Sources sources;
    private final Intake intake;
    private final PartnerRecords records;
    private final Pseudonyms pseudonyms;
    private final Source source;

    Upload(
            Imports imports,
            Sources sources,
            Intake intake,
            PartnerRecords records,
            Pseudonyms pseudonyms,
            Source source) {
        this.imports = imports;
        this.sources = sources;
        this.intake = intake;
        this.records = records;
        this.pseudonyms = pseudonyms;
        this.source = source;
    }

    /**
     * @throws ProblemException why not all was taken; what was is noted
     */
    void take(Import found, InputStream body) {
        sources.requireLegalBasis(source, Instant.now());
        try {
            Rows rows = Rows.open(new Content(body), found.format(), found.delimiterCharacter());
            Optional<Import> run = takeOver(found, rows);
            if (run.isPresent()) {
                run(run.get(), rows);
            }
        } catch (UnreadableFile e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw unreadable(new UnreadableFile(FileFault.BROKEN_OFF, 1));
        }
    }

    /** Nothing when all of it was done before. */
    private Optional<Import> takeOver(Import found, Rows rows) throws IOException {
        Import seen = found;
        while (true) {
            if (seen.begun()) {
                rows.skipTo(seen.bytes(), seen.line());
                requireSame(seen, rows.lastMark());
            }
            if (seen.state() == State.DONE) {
                if (!rows.atEnd()) {
                    throw other("it is done, and this file is longer; make another import of it");
                }
                return Optional.empty();
            }
            rows.requireColumns(seen.mapping().columns().keySet());
            Import last = seen;
            Optional<Import> claimed = await(() -> imports.claim(last));
            if (claimed.isPresent()) {
                return claimed;
            }
            // An earlier sending has gone on meanwhile.
            seen = await(() -> imports.of(last.id())).orElseThrow(Upload::unknown);
        }
    }

    private void requireSame(Import seen, Mark mark) {
        if (mark.bytes() != seen.bytes() || !hash(seen, mark).equals(seen.hash())) {
            throw other(
                    "send the file again whose first %d bytes, %d rows, are done"
                            .formatted(seen.bytes(), seen.rows()));
        }
    }

    private void run(Import run, Rows rows) {
        RowRecords reader = new RowRecords(run.mapping(), null, source, records, pseudonyms);
        try {
            Batch batch;
            do {
                batch = Batch.read(rows, reader, Instant.now().truncatedTo(ChronoUnit.MILLIS));
                take(run, batch);
            } while (!batch.ended() && batch.broken() == null);
            if (batch.broken() != null) {
                stop(run, batch.broken().fault().name(), batch.broken().line());
                throw unreadable(batch.broken());
            }
        } catch (ProblemException e) {
            if (e.type() != IdentityProblem.UNREADABLE_FILE) {
                stop(run, e.type().code(), null);
            }
            throw e;
        } catch (RuntimeException e) {
            stop(run, CommonProblem.INTERNAL.code(), null);
            throw e;
        }
    }

    private void take(Import run, Batch read) {
        if (read.rows().isEmpty() && !read.ended()) {
            return;
        }
        Batch batch = read.rows().isEmpty() ? read : taken(read);
        if (!await(() -> imports.advance(run, batch, hash(run, batch.mark())))) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "the content is being sent again, and that goes on");
        }
    }

    /** A long file may outlast its legal basis. */
    private Batch taken(Batch read) {
        sources.requireLegalBasis(source, Instant.now());
        return read.become(await(() -> intake.take(source, read.readings())));
    }

    /** Who cannot note it now is seen to have fallen silent later. */
    private void stop(Import run, String reason, Long line) {
        try {
            await(() -> imports.stop(run, reason, line));
        } catch (ProblemException e) {
            // the failure that stopped it is the one to tell
        }
    }

    private String hash(Import run, Mark mark) {
        return pseudonyms.record("import " + run.id(), mark.hash());
    }

    static ProblemException unreadable(UnreadableFile e) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("reason", e.fault().name());
        where.put("line", e.line());
        if (e.column() != null) {
            where.put("column", e.column());
        }
        return new ProblemException(
                IdentityProblem.UNREADABLE_FILE,
                e.fault().accepted() + "; mend it and send it again",
                where);
    }

    static ProblemException unknown() {
        return new ProblemException(
                IdentityProblem.UNKNOWN_IMPORT, "no import of this source has this id");
    }

    private static ProblemException other(String accepted) {
        return new ProblemException(IdentityProblem.OTHER_CONTENT, accepted);
    }
}

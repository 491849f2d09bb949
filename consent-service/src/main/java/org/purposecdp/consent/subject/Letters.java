package org.purposecdp.consent.subject;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.messaging.OwnNo;
import org.purposecdp.kit.messaging.PostgresDeadLetters;

/**
 * What nobody could read of a person goes with their own "no" to everything. One to less leaves it:
 * it may be another "no", which a replay would bring to light, and no word rests on a consent.
 */
final class Letters {
    private Letters() {}

    /** Of signals by node, of acknowledgements by profile: of one that is no more all go. */
    static Uni<Void> erase(SqlConnection tx, Collection<Subject> subjects) {
        Map<String, Instant> until =
                OwnNo.until(
                        subjects,
                        Letters::toEverything,
                        (subject, node) -> Set.of(node.nodeId(), subject.profileId()));
        Instant now = Instant.now();
        subjects.stream()
                .filter(Subject::ended)
                .forEach(subject -> until.put(subject.profileId(), now));
        return PostgresDeadLetters.erase(tx, until);
    }

    private static boolean toEverything(Decision no) {
        return no.purpose().equals(Decision.ANY) && no.channel() == null;
    }
}

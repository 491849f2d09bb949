package org.purposecdp.profile.subject;

import java.util.List;

import io.smallrye.mutiny.Uni;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.subject.Subject;
import org.purposecdp.kit.state.StateRecord;
import org.purposecdp.kit.state.SubjectBatch;
import org.purposecdp.profile.database.Database;

/** What is stored of Subjects, as the service writes it. */
public record SubjectStores(Nodes nodes, Profiles profiles) {
    public static SubjectStores of(Database database) {
        return new SubjectStores(new Nodes(database), new Profiles(database));
    }

    public Uni<Void> putNodes(Subject subject) {
        return nodes.put(List.of(subject));
    }

    public Uni<Void> putSubject(Subject subject) {
        return profiles.putSubjects(
                List.of(subject),
                SubjectBatch.of(
                        List.of(
                                new StateRecord(
                                        subject.profileId(),
                                        Json.bytes(subject),
                                        0,
                                        subject.version()))));
    }
}

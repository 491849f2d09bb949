package org.purposecdp.profile.subject;

import java.util.Collection;

import io.smallrye.mutiny.Uni;

/** Folds profiles whose Subject has changed. */
public interface SubjectFolding {
    Uni<Void> refold(Collection<String> profileIds);
}

package org.purposecdp.activation.view;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;

/** The last word of some changes on each profile and on each view. Pure. */
final class Latest {
    private final TreeMap<String, ProfileChange> profiles = new TreeMap<>();
    private final TreeMap<Viewed, Numbered> views = new TreeMap<>();

    /** A view, and the number of the change that told it. */
    record Numbered(Viewed of, long number, View view) {}

    private Latest() {}

    /** In the order in which they came: all pieces of a change have the same number. */
    static Latest of(Collection<ProfileChange> changes) {
        Latest latest = new Latest();
        changes.forEach(latest::add);
        return latest;
    }

    private void add(ProfileChange change) {
        profiles.merge(
                change.profileId(),
                change,
                (one, other) -> other.number() < one.number() ? one : other);
        change.views()
                .forEach(
                        (purpose, view) -> {
                            Viewed of = new Viewed(change.profileId(), purpose);
                            views.merge(
                                    of,
                                    new Numbered(of, change.number(), view),
                                    (one, other) -> other.number() < one.number() ? one : other);
                        });
    }

    /** In the order of their ids. */
    List<ProfileChange> profiles() {
        return List.copyOf(profiles.values());
    }

    List<Numbered> views() {
        return List.copyOf(views.values());
    }

    View view(Viewed of) {
        return views.get(of).view();
    }
}

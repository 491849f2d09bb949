package org.purposecdp.profile.fragment;

import org.purposecdp.profile.database.Database;

/** The fragments of a database that a test chose. */
public final class FragmentStores {
    private FragmentStores() {}

    public static Fragments of(Database database) {
        return new Fragments(database);
    }
}

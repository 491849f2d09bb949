package org.purposecdp.e2e.store;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;

import org.purposecdp.local.StackDescription;

/** Every field of every document: {@code collection.field.field}; entries of a list are alike. */
public final class Fields {
    private static final String OURS = "profile";

    private final StackDescription stack;

    public Fields(StackDescription stack) {
        this.stack = stack;
    }

    /** Of profile-service's database. */
    public Set<String> all() {
        Set<String> paths = new TreeSet<>();
        try (MongoClient client = MongoClients.create(stack.mongodb().uri())) {
            walk(client.getDatabase(OURS), "", (path, value) -> paths.add(path));
        }
        return paths;
    }

    /**
     * Field → those of the texts that it has, in whatever case; of other databases with their name
     * before.
     */
    public Map<String, Set<String>> holding(Collection<String> texts) {
        Map<String, Set<String>> holding = new TreeMap<>();
        try (MongoClient client = MongoClients.create(stack.mongodb().uri())) {
            for (String name : client.listDatabaseNames()) {
                walk(
                        client.getDatabase(name),
                        name.equals(OURS) ? "" : name + ".",
                        (path, value) -> add(holding, path, texts, path + "\n" + value));
            }
        }
        return holding;
    }

    private static void add(
            Map<String, Set<String>> holding, String path, Collection<String> texts, String in) {
        String lower = in.toLowerCase(Locale.ROOT);
        for (String text : texts) {
            if (lower.contains(text.toLowerCase(Locale.ROOT))) {
                holding.computeIfAbsent(path, key -> new TreeSet<>()).add(text);
            }
        }
    }

    private static void walk(
            MongoDatabase database, String prefix, BiConsumer<String, Object> leaf) {
        for (String collection : database.listCollectionNames()) {
            for (Document document : database.getCollection(collection).find()) {
                walk(document, prefix + collection, leaf);
            }
        }
    }

    private static void walk(Object value, String path, BiConsumer<String, Object> leaf) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, below) -> walk(below, path + "." + name, leaf));
        } else if (value instanceof Collection<?> entries) {
            entries.forEach(entry -> walk(entry, path, leaf));
        } else {
            leaf.accept(path, value);
        }
    }
}

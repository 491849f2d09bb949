package org.purposecdp.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StackDescriptionTest {

    @Test
    void addedSourcesAreThereForTheNextReader(@TempDir Path directory) {
        Path file = directory.resolve("stack.json");
        StackDescription stack =
                new StackDescription(
                        Map.of(
                                Stack.IDENTITY,
                                new StackDescription.Service(
                                        "http://127.0.0.1:1", List.of("http://127.0.0.1:1"))),
                        new StackDescription.Oidc("http://127.0.0.1:2", "http://127.0.0.1:2/token"),
                        Map.of(
                                "admin",
                                new StackDescription.Client(
                                        "admin",
                                        "s",
                                        List.of("a:b:c"),
                                        List.of("service"),
                                        List.of(Stack.IDENTITY))),
                        Map.of("steward", "p"),
                        Map.of("web", new StackDescription.Source("old", "PUBLIC")),
                        "127.0.0.1:3",
                        new StackDescription.Mongodb("mongodb://127.0.0.1:4/", true),
                        Map.of(),
                        Map.of("kafka", 5L),
                        file.toString());

        StackDescription grown =
                stack.addSources(
                        Map.of(
                                "web", new StackDescription.Source("new", "PUBLIC"),
                                "shop", new StackDescription.Source("key", "SERVER")));

        assertThat(StackDescription.read(file)).isEqualTo(grown);
        assertThat(grown.sources()).hasSize(2);
        assertThat(grown.sources().get("web").writeKey()).isEqualTo("new");
    }
}

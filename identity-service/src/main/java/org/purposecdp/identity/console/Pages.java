package org.purposecdp.identity.console;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

import org.purposecdp.contracts.text.Shape;

/** The templates, and what each is given. */
@CheckedTemplate(basePath = "console")
public final class Pages {
    private Pages() {}

    public record Link(String path, String name) {}

    /**
     * @param menu of where this person may go
     * @param token for its forms
     * @param what was done before, or null
     * @param decision its id, where it can be undone; else null
     */
    public record Frame(List<Link> menu, String token, String what, String decision) {
        private static final Shape DONE =
                Shape.of(122, "([a-z]{1,20})(?:\\.([0-9a-f-]{36})\\.([0-9a-f]{64}))?");

        /**
         * @param done as an address has it: a word, the decision's id, and a seal on it
         * @param own whether the seal was given to this person for this decision
         */
        static Frame of(
                List<Link> menu, String token, String done, BiPredicate<String, String> own) {
            return DONE.groups(done)
                    .filter(said -> said[2] == null || own.test(said[2], said[3]))
                    .map(said -> new Frame(menu, token, said[1], said[2]))
                    .orElseGet(() -> new Frame(menu, token, null, null));
        }

        public boolean undoable() {
            return decision != null;
        }

        /** Whether the decision was that two are one. */
        public boolean same() {
            return "same".equals(what) || "merged".equals(what);
        }
    }

    /**
     * @param fields name → what each of the two says
     * @param withheld what may not be shown here; empty for nothing
     */
    public record Pair(
            String id,
            String oneProfile,
            String otherProfile,
            String oneSource,
            String otherSource,
            List<Field> fields,
            String withheld,
            List<Bar> bars,
            int height,
            String match,
            String model,
            String skip) {}

    /**
     * @param alike both say the same
     */
    public record Field(String name, String one, String other, boolean alike) {}

    public record Record(
            int number,
            String nodeId,
            String source,
            String receivedAt,
            Map<String, String> says,
            String withheld) {}

    public record Tried(String what, boolean taken) {}

    public record Cluster(String profileId, Graph graph, List<Record> records, List<Tried> tried) {}

    /**
     * @param consent whether its devices say yes first; empty where that is not asked
     * @param shows notices and their versions
     * @param origins of the pages that may send; empty for all
     */
    public record Registered(
            String id,
            String kind,
            String name,
            String consent,
            String shows,
            String origins,
            String at) {}

    /**
     * @param names of what it says, never the values
     */
    public record Seen(String at, String what, String names, String became) {}

    /**
     * @param what went wrong
     */
    static native TemplateInstance problem(String what, String detail);

    static native TemplateInstance review(Frame frame, Pair pair);

    static native TemplateInstance cluster(Frame frame, Cluster cluster);

    static native TemplateInstance search(Frame frame, List<String> namespaces);

    /**
     * @param writeKey of the source that was registered just now; else null
     */
    static native TemplateInstance sources(
            Frame frame, List<Registered> sources, List<String> kinds, String writeKey);

    static native TemplateInstance live(Frame frame, String source, List<Seen> seen);
}

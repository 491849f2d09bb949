package org.purposecdp.identity.capture;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.purposecdp.contracts.text.Name;
import org.purposecdp.identity.text.WellFormed;

/**
 * One value of a body as a tree, within bounds. A value that passes them is read to its end without
 * being kept, so that its neighbours in the body are none the worse.
 */
public final class BoundedJson {
    /** Of a record, or an event: InvalidEvent.TOO_LARGE says so. */
    public static final int LARGEST_RECORD = 32 * 1024;

    /** A store of documents takes about a hundred levels, and puts some around what was sent. */
    static final int DEEPEST = 64;

    /** What the parser follows: each level that is open takes memory. */
    private static final int DEEPEST_READ = 100_000;

    private static final int LONGEST_NUMBER = 400;

    /** What tells whose a refused value was. */
    private static final Set<String> KEPT_OF_REFUSED = Set.of("messageId", "writeKey");

    private static final int LONGEST_KEPT = 200;

    /** The bounds are ours, by value, and not the parser's, which would refuse the whole body. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST_READ)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxNameLength(1_000_000)
                                    .maxStringLength(1_000_000)
                                    .build())
                    .build();

    private final JsonParser parser;
    private final int largest;
    private final long from;
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();

    /** What was said more than once. */
    private final Set<JsonNode> several = Collections.newSetFromMap(new IdentityHashMap<>());

    private JsonNode root = MissingNode.getInstance();
    private int depth;

    /** Depth of the consent object that is open; 0 when none is. */
    private int within;

    private InvalidEvent fault;
    private String name;

    private BoundedJson(JsonParser parser, int largest) {
        this.parser = parser;
        this.largest = largest;
        this.from = offset(parser.currentTokenLocation());
    }

    /**
     * @param tree the value; of one that passes a bound no more than its messageId and writeKey
     * @param size in the body, in bytes
     * @param fault which bound it passes, or null
     */
    public record Value(JsonNode tree, int size, InvalidEvent fault) {
        static Value none() {
            return new Value(MissingNode.getInstance(), 0, null);
        }

        /** Too large when it is, but whole: a "no" may be in it. */
        Value within(int largest) {
            return fault == null && size > largest
                    ? new Value(tree, size, InvalidEvent.TOO_LARGE)
                    : this;
        }
    }

    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * The value that the parser's current token begins; its last token is the current one then.
     *
     * @throws IOException when it is not JSON
     */
    public static Value read(JsonParser parser, int largest) throws IOException {
        BoundedJson reader = new BoundedJson(parser, largest);
        do {
            reader.take(parser.currentToken());
        } while (reader.depth > 0 && next(parser) != null);
        return new Value(reader.root, reader.size(), reader.fault);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the body ends within a value");
        }
        return token;
    }

    private void take(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> open(JsonNodeFactory.instance.objectNode());
            case START_ARRAY -> open(JsonNodeFactory.instance.arrayNode());
            case END_OBJECT, END_ARRAY -> close();
            case FIELD_NAME -> name = fault == null || depth == 1 ? parser.currentName() : null;
            default -> scalar(token);
        }
        if (fault == null && size() > largest) {
            refuse(InvalidEvent.TOO_LARGE);
        }
    }

    private void open(ContainerNode<?> node) {
        depth++;
        if (fault == null && depth > DEEPEST) {
            refuse(InvalidEvent.TOO_DEEP);
        }
        if (fault == null) {
            if (within == 0 && open.peek() instanceof ObjectNode && isConsent(name)) {
                within = depth;
            }
            open.push(attach(node));
        } else if (depth == 1) {
            root = node;
            open.push(node);
        }
    }

    private void close() {
        depth--;
        if (fault == null || depth == 0) {
            open.pop();
        }
        if (depth < within) {
            within = 0;
        }
    }

    private void scalar(JsonToken token) throws IOException {
        if (fault == null && token.isNumeric() && !bearable(token)) {
            refuse(InvalidEvent.BAD_FIELD);
        }
        if (fault == null || kept()) {
            attach(value(token));
        }
    }

    /** No number of the language has the exponent of 1e99999999999. */
    private boolean bearable(JsonToken token) throws IOException {
        if (parser.getTextLength() > LONGEST_NUMBER) {
            return false;
        }
        try {
            return token == JsonToken.VALUE_NUMBER_INT || parser.getDecimalValue() != null;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean kept() throws IOException {
        return depth == 1
                && open.peek() instanceof ObjectNode
                && KEPT_OF_REFUSED.contains(name)
                && parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT
                && parser.getTextLength() <= LONGEST_KEPT;
    }

    private JsonNode value(JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (token) {
            case VALUE_STRING -> nodes.textNode(WellFormed.text(parser.getText()));
            case VALUE_NUMBER_INT -> integer(nodes);
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
            default -> nodes.nullNode();
        };
    }

    private JsonNode integer(JsonNodeFactory nodes) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    /** What is filled from now on: the node, or the one before it of the same name. */
    private <N extends JsonNode> N attach(N node) {
        ContainerNode<?> parent = open.peek();
        if (parent instanceof ObjectNode object) {
            return attach(object, WellFormed.text(name), node);
        } else if (parent instanceof ArrayNode array) {
            array.add(node);
        } else {
            root = node;
        }
        return node;
    }

    /**
     * Of what is said twice the last counts; but no word of consent is lost: it becomes one of
     * several.
     */
    @SuppressWarnings("unchecked")
    private <N extends JsonNode> N attach(ObjectNode object, String key, N node) {
        JsonNode before = object.get(key);
        if (before == null || within == 0 && !isConsent(key) && !isContext(key)) {
            object.set(key, node);
        } else if (before.isObject() && node.isObject()) {
            return (N) before;
        } else if (several.contains(before)) {
            ((ArrayNode) before).add(node);
        } else {
            ArrayNode both = JsonNodeFactory.instance.arrayNode().add(before).add(node);
            several.add(both);
            object.set(key, both);
        }
        return node;
    }

    private static boolean isConsent(String name) {
        String joined = Name.joined(name);
        return joined.contains("consent") || joined.equals("categorypreferences");
    }

    private static boolean isContext(String name) {
        return Name.joined(name).equals("context");
    }

    private void refuse(InvalidEvent reason) {
        fault = reason;
        if (open.isEmpty()) {
            return;
        }
        ContainerNode<?> own = open.getLast();
        open.clear();
        open.push(own);
        if (own instanceof ObjectNode object) {
            object.retain(KEPT_OF_REFUSED);
        } else {
            own.removeAll();
        }
    }

    private int size() {
        return (int) Math.min(Integer.MAX_VALUE, offset(parser.currentLocation()) - from);
    }

    /** Only UTF-8 is counted in bytes by the parser. */
    private static long offset(JsonLocation at) {
        return at.getByteOffset() >= 0 ? at.getByteOffset() : at.getCharOffset();
    }
}

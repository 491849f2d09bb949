package org.purposecdp.bench.er;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import org.purposecdp.bench.BenchFailure;
import org.purposecdp.identity.matching.Field;

/** Records of people, and who is who among them. */
final class DataSet {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String BOM = "\uFEFF";

    /**
     * @param files beside the configuration
     * @param recordId column
     * @param truth a column, or {@code {"pairs": file}} of two columns of record ids
     * @param fields column → field
     * @param linkOnly a pair lies in two files
     * @param region for phone numbers without a country code
     */
    record Configuration(
            @JsonProperty(required = true) List<String> files,
            @JsonProperty(required = true) String recordId,
            @JsonProperty(required = true) JsonNode truth,
            @JsonProperty(required = true) Map<String, String> fields,
            boolean linkOnly,
            String region) {}

    /**
     * @param file its place among the files
     * @param source the file's name
     */
    record Row(int file, String source, Map<Field, List<String>> fields) {}

    private final Configuration configuration;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Set<String> ignored = new TreeSet<>();
    private final List<Map<String, Integer>> byId = new ArrayList<>();
    private final Path folder;

    private DataSet(Path file) {
        this.folder = file.toAbsolutePath().getParent();
        try {
            this.configuration = JSON.readValue(file.toFile(), Configuration.class);
        } catch (IOException e) {
            throw new BenchFailure(
                    "the configuration can't be read: " + e.getMessage(),
                    "see deploy/bench/README.md for its form");
        }
    }

    static DataSet read(Path file) {
        DataSet set = new DataSet(file);
        for (int i = 0; i < set.configuration.files().size(); i++) {
            set.byId.add(new HashMap<>());
            set.readFile(i);
        }
        return set;
    }

    Configuration configuration() {
        return configuration;
    }

    List<Row> rows() {
        return rows;
    }

    /** Fields that it names and we don't compare. */
    Set<String> ignored() {
        return ignored;
    }

    Truth truth() {
        if (configuration.truth().isTextual()) {
            return Truth.ofGroups(groups, fileOf());
        }
        String pairs = configuration.truth().path("pairs").asText(null);
        if (pairs == null) {
            throw new BenchFailure(
                    "'truth' is neither a column nor {\"pairs\": file}", "name one of them");
        }
        return Truth.ofPairs(readPairs(pairs), fileOf());
    }

    /** Null unless only pairs of two files count. */
    private int[] fileOf() {
        return configuration.linkOnly() ? rows.stream().mapToInt(Row::file).toArray() : null;
    }

    private void readFile(int file) {
        String name = configuration.files().get(file);
        String truth = configuration.truth().isTextual() ? configuration.truth().asText() : null;
        Map<String, Field> columns = columns();
        try (CSVParser parser = parser(name, true)) {
            require(parser, name, configuration.recordId());
            configuration.fields().keySet().forEach(column -> require(parser, name, column));
            if (truth != null) {
                require(parser, name, truth);
            }
            for (CSVRecord line : parser) {
                String id = line.get(configuration.recordId());
                if (byId.get(file).putIfAbsent(id, rows.size()) != null) {
                    throw new BenchFailure(
                            name
                                    + ", line "
                                    + parser.getCurrentLineNumber()
                                    + ": a second record of its id",
                            "give each record of a file an id of its own");
                }
                rows.add(new Row(file, name, fields(line, columns)));
                groups.add(truth == null ? null : line.get(truth));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BenchFailure(name + " can't be read: " + e.getMessage(), "check the file");
        }
    }

    private Map<String, Field> columns() {
        Map<String, Field> columns = new LinkedHashMap<>();
        configuration
                .fields()
                .forEach(
                        (column, name) -> {
                            Optional<Field> field = Field.of(name);
                            field.ifPresentOrElse(
                                    known -> columns.put(column, known), () -> ignored.add(name));
                        });
        return columns;
    }

    private static Map<Field, List<String>> fields(CSVRecord line, Map<String, Field> columns) {
        Map<Field, List<String>> fields = new EnumMap<>(Field.class);
        columns.forEach(
                (column, field) -> {
                    String value = line.isSet(column) ? line.get(column) : "";
                    if (!value.isBlank()) {
                        fields.computeIfAbsent(field, any -> new ArrayList<>()).add(value);
                    }
                });
        return fields;
    }

    private List<int[]> readPairs(String name) {
        List<int[]> pairs = new ArrayList<>();
        try (CSVParser parser = parser(name, false)) {
            for (CSVRecord line : parser) {
                Integer one = find(line.get(0).replace(BOM, ""), 0);
                Integer other = find(line.get(1), byId.size() - 1);
                if (one != null && other != null) {
                    pairs.add(new int[] {one, other});
                } else if (line.getRecordNumber() > 1) {
                    throw new BenchFailure(
                            name + ", line " + line.getRecordNumber() + ": no record has this id",
                            "pairs are two columns of record ids, the first file's first");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BenchFailure(name + " can't be read: " + e.getMessage(), "check the file");
        }
        return pairs;
    }

    private Integer find(String id, int likely) {
        Integer there = byId.get(likely).get(id);
        return there != null
                ? there
                : byId.stream()
                        .map(ids -> ids.get(id))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private CSVParser parser(String name, boolean header) throws IOException {
        Path path = folder.resolve(name);
        String first;
        try (Reader reader = reader(path);
                BufferedReader lines = new BufferedReader(reader)) {
            first = lines.readLine();
        }
        char delimiter = ',';
        for (char other : new char[] {';', '\t', '|'}) {
            if (first != null && first.indexOf(',') < 0 && first.indexOf(other) >= 0) {
                delimiter = other;
            }
        }
        CSVFormat.Builder format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreSurroundingSpaces(true);
        if (header) {
            format.setHeader().setSkipHeaderRecord(true).setAllowMissingColumnNames(true);
        }
        Reader reader = reader(path);
        if (first != null && first.startsWith(BOM)) {
            reader.read();
        }
        return CSVParser.parse(reader, format.get());
    }

    /** What is not UTF-8 is replaced rather than refused. */
    private static Reader reader(Path path) throws IOException {
        return new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8);
    }

    private static void require(CSVParser parser, String file, String column) {
        if (!parser.getHeaderMap().containsKey(column)) {
            throw new BenchFailure(
                    file + " has no column '" + column + "'",
                    "its columns are " + parser.getHeaderNames());
        }
    }
}

package dev.stanchion.server.api;

import static dev.stanchion.server.testing.JsonTree.asList;
import static dev.stanchion.server.testing.JsonTree.asObject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.api.OpenApiDocument.Documented;
import dev.stanchion.server.http.Code;
import dev.stanchion.server.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/api.md}, from {@code openapi.json}; {@code -Dapi.page=write}
 * writes them.
 */
class ApiPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "api.md");
    private static final String TABLES = "## Operations\n";

    private final OpenApiDocument document = new OpenApiDocument();

    @Test
    void shouldShowEveryOperationAsItIs() throws IOException {
        // given
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(TABLES)) + tables();
        if ("write".equals(System.getProperty("api.page"))) {
            Files.writeString(PAGE, expected);
        }

        // then
        assertThat(PAGE).as("write it with -Dapi.page=write").hasContent(expected);
    }

    private String tables() {
        String rows = document.operations().stream().map(this::row).collect(Collectors.joining());
        String problems =
                Arrays.stream(Code.values())
                        .map(code ->
                                "| `%s` | %d | %s |%n"
                                        .formatted(code.text(), code.status(), code.explanation()))
                        .collect(Collectors.joining());
        return TABLES
                + """

                | Request | Role | What it does | Query | Body | Answer |
                | --- | --- | --- | --- | --- | --- |
                %s
                ## Problems

                | Code | Status | Meaning |
                | --- | --- | --- |
                %s
                ## Objects

                A member in italics may be missing.

                %s\
                """
                        .formatted(rows, problems, objects());
    }

    private String row(Documented operation) {
        return "| `%s %s` | %s | %s | %s | %s | %s |%n"
                .formatted(
                        operation.method(),
                        operation.path(),
                        operation.role().equals("none") ? "" : operation.role(),
                        operation.content().get("summary"),
                        document.queryOf(operation).stream()
                                .map(name -> "`" + name + "`")
                                .collect(Collectors.joining(" ")),
                        bodyOf(operation),
                        answerOf(operation));
    }

    private static String bodyOf(Documented operation) {
        return operation.content().get("requestBody") instanceof Map<?, ?> body
                ? schemaOf(asObject(body))
                : "";
    }

    private static String answerOf(Documented operation) {
        return asObject(operation.content().get("responses")).entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getKey() + " " + schemaOf(asObject(response.getValue())))
                .map(String::strip)
                .collect(Collectors.joining("; "));
    }

    private static String schemaOf(Map<String, Object> holder) {
        if (!holder.containsKey("content")) {
            return "";
        }
        Map<String, Object> content = asObject(holder.get("content"));
        String type = content.keySet().iterator().next();
        Object schema = asObject(asObject(content.get(type)).get("schema")).get("$ref");
        return schema == null ? "`" + type + "`" : link(schema.toString().replaceFirst(".*/", ""));
    }

    private static String link(String name) {
        return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    }

    private static String objects() {
        Map<String, Object> schemas =
                asObject(
                        asObject(JsonTree.object(DocumentResource.text()).get("components"))
                                .get("schemas"));
        List<String> sections = new ArrayList<>();
        for (String name : new TreeSet<>(schemas.keySet())) {
            Map<String, Object> schema = asObject(schemas.get(name));
            sections.add("### " + name + "\n\n" + described(schema) + membersOf(schema));
        }
        return String.join("\n", sections);
    }

    private static String described(Map<String, Object> schema) {
        return schema.get("description") instanceof String text ? text + "\n\n" : "";
    }

    private static String membersOf(Map<String, Object> schema) {
        if (schema.get("oneOf") instanceof List<?> forms) {
            return forms.stream()
                    .map(form -> "`" + kindOf(asObject(form)) + "`")
                    .collect(Collectors.joining(", or ", "Either ", ".\n"));
        }
        if ("string".equals(schema.get("type"))) {
            return "A text.\n";
        }
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return "Members depend on the operation.\n";
        }
        Set<?> required =
                schema.get("required") instanceof List<?> names ? Set.copyOf(names) : Set.of();
        StringBuilder rows =
                new StringBuilder("| Member | Kind | Meaning |\n| --- | --- | --- |\n");
        asObject(properties)
                .forEach((name, member) -> {
                    Map<String, Object> content = asObject(member);
                    rows.append(
                            "| %s | %s | %s |%n"
                                    .formatted(
                                            required.contains(name)
                                                    ? "`" + name + "`"
                                                    : "*`" + name + "`*",
                                            kindOf(content),
                                            content.getOrDefault("description", "")));
                });
        return rows.toString();
    }

    private static String kindOf(Map<String, Object> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return link(reference.replaceFirst(".*/", ""));
        }
        if (schema.get("enum") instanceof List<?> words) {
            return words.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        if ("array".equals(schema.get("type"))) {
            return "list of " + kindOf(asObject(schema.get("items")));
        }
        if ("date-time".equals(schema.get("format"))) {
            return "time";
        }
        if (schema.get("properties") != null) {
            return "{" + String.join(", ", asObject(schema.get("properties")).keySet()) + "}";
        }
        return String.valueOf(schema.getOrDefault("type", "any"));
    }

    @Test
    void shouldDescribeEachParameter() {
        for (Documented operation : document.operations()) {
            for (Object parameter : asList(operation.content().get("parameters"))) {
                assertThat(document.resolved(asObject(parameter)))
                        .as(operation.id())
                        .containsKeys("name", "in", "description", "schema");
            }
        }
    }
}

package dev.stanchion.server.api;

import static dev.stanchion.server.testing.JsonTree.asList;
import static dev.stanchion.server.testing.JsonTree.asObject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.api.OpenApiDocument.Documented;
import dev.stanchion.server.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the API only grows. {@code v1.txt} has a line for everything that a program may rely
 * on: an operation, its parameters, a member of an object with its kind, whether a member is always
 * there in an answer, and whether a request may leave it out. Each line must stay true. {@code
 * -Dapi.growth=write} adds lines for what is new.
 */
class ApiGrowthTest {
    private static final Path FILE = Path.of("src/test/resources/dev/stanchion/server/api/v1.txt");

    private final OpenApiDocument document = new OpenApiDocument();
    private final Map<String, Object> schemas =
            asObject(
                    asObject(JsonTree.object(DocumentResource.text()).get("components"))
                            .get("schemas"));

    @Test
    void shouldKeepWhatProgramsRelyOn() throws IOException {
        // given
        SortedSet<String> now = facts();
        if ("write".equals(System.getProperty("api.growth"))) {
            SortedSet<String> both = new TreeSet<>(now);
            if (Files.exists(FILE)) {
                both.addAll(Files.readAllLines(FILE));
            }
            Files.write(FILE, both);
        }

        // when
        List<String> promised = Files.readAllLines(FILE);

        // then
        assertThat(now).as("version 1 of the API only grows").containsAll(promised);
        assertThat(promised)
                .as("add what is new to v1.txt with -Dapi.growth=write")
                .containsAll(now);
    }

    private SortedSet<String> facts() {
        SortedSet<String> facts = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        for (Documented operation : document.operations()) {
            String name = operation.method() + " " + operation.path();
            facts.add("operation %s %s".formatted(name, operation.role()));
            document.queryOf(operation)
                    .forEach(parameter -> facts.add("parameter " + name + " ?" + parameter));
            asObject(operation.content().get("responses"))
                    .forEach((status, answer) -> {
                        if (status.startsWith("2")) {
                            facts.add("answer %s %s%s".formatted(name, status, kinds(answer)));
                        }
                    });
            if (operation.content().get("requestBody") instanceof Map<?, ?> body) {
                facts.add("body " + name + kinds(body));
                references(body).forEach(asked::add);
            }
        }
        schemas.forEach((name, schema) -> addMembers(name, asObject(schema), asked, facts));
        return facts;
    }

    private static void addMembers(
            String name, Map<String, Object> schema, Set<String> asked, Set<String> facts) {
        if (!(schema.get("properties") instanceof Map<?, ?> members)) {
            return;
        }
        List<?> required =
                schema.containsKey("required") ? asList(schema.get("required")) : List.of();
        asObject(members)
                .forEach((member, content) -> {
                    String fact = name + "." + member;
                    facts.add("member " + fact + " " + kind(asObject(content)));
                    if (asked.contains(name) && !required.contains(member)) {
                        facts.add("optional " + fact);
                    }
                    if (!asked.contains(name) && required.contains(member)) {
                        facts.add("always " + fact);
                    }
                });
    }

    private static String kind(Map<String, Object> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return reference.replaceFirst(".*/", "");
        }
        return schema.get("items") instanceof Map<?, ?> items
                ? "list of " + kind(asObject(items))
                : String.valueOf(schema.getOrDefault("type", "any"));
    }

    private static String kinds(Object holder) {
        List<String> names = references(holder);
        return names.isEmpty() ? "" : " " + String.join(" ", names);
    }

    /** Returns the names of the schemas that the contents of a body are made of. */
    private static List<String> references(Object holder) {
        List<String> names = new ArrayList<>();
        if (asObject(holder).get("content") instanceof Map<?, ?> contents) {
            asObject(contents)
                    .values()
                    .forEach(content -> names.add(kind(asObject(asObject(content).get("schema")))));
        }
        return names;
    }
}

package dev.stanchion.server.api;

import static dev.stanchion.server.testing.JsonTree.asList;
import static dev.stanchion.server.testing.JsonTree.asObject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.testing.HttpExchange.Answer;
import dev.stanchion.server.testing.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, and whether an answer is as it says. */
final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final Map<String, Object> root = JsonTree.object(DocumentResource.text());

    /** One operation. */
    record Documented(String method, String path, Map<String, Object> content) {
        String id() {
            return String.valueOf(content.get("operationId"));
        }

        String role() {
            return String.valueOf(content.get("x-role"));
        }
    }

    List<Documented> operations() {
        List<Documented> found = new ArrayList<>();
        asObject(root.get("paths"))
                .forEach((path, methods) -> {
                    Map<String, Object> item = asObject(methods);
                    String full = item.containsKey("servers") ? path : ManagementApi.ROOT + path;
                    item.forEach((method, content) -> {
                        if (METHODS.contains(method)) {
                            found.add(
                                    new Documented(
                                            method.toUpperCase(Locale.ROOT),
                                            full,
                                            asObject(content)));
                        }
                    });
                });
        return found;
    }

    /** Returns the parameters in the query of an operation. */
    Set<String> queryOf(Documented operation) {
        Set<String> names = new TreeSet<>();
        for (Object each : asList(operation.content().get("parameters"))) {
            Map<String, Object> parameter = resolved(asObject(each));
            if ("query".equals(parameter.get("in"))) {
                names.add(String.valueOf(parameter.get("name")));
            }
        }
        return names;
    }

    Map<String, Object> resolved(Map<String, Object> node) {
        Object reference = node.get("$ref");
        if (reference == null) {
            return node;
        }
        Map<String, Object> at = root;
        for (String step : reference.toString().substring(2).split("/", -1)) {
            at = asObject(at.get(step));
        }
        return resolved(at);
    }

    /** Fails if an answer of an operation is not as the document says. */
    void requireAsDocumented(String operation, Answer answer) {
        Documented documented =
                operations().stream()
                        .filter(each -> each.id().equals(operation))
                        .findFirst()
                        .orElseThrow();
        assertThat(errorsIn(documented, answer)).as(answer.text()).isEmpty();
    }

    /** Returns what in an answer is not as the document says. */
    List<String> errorsIn(Documented operation, Answer answer) {
        Object documented =
                asObject(operation.content().get("responses"))
                        .get(Integer.toString(answer.status()));
        if (documented == null) {
            return List.of("the status " + answer.status() + " is not documented");
        }
        Object contents = resolved(asObject(documented)).get("content");
        if (contents == null) {
            return answer.text().isEmpty() ? List.of() : List.of("there is a body");
        }
        String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "");
        Object content = asObject(contents).get(type);
        if (content == null) {
            return List.of("the type " + type + " is not documented");
        }
        List<String> errors = new ArrayList<>();
        if (type.endsWith("json") && !type.endsWith("ndjson")) { // lines are no document
            check(
                    JsonTree.parse(answer.text()),
                    asObject(asObject(content).get("schema")),
                    "",
                    errors);
        }
        return errors;
    }

    private void check(
            @Nullable Object value, Map<String, Object> given, String at, List<String> errors) {
        Map<String, Object> schema = resolved(given);
        if (schema.get("oneOf") instanceof List<?> forms) {
            boolean fits =
                    forms.stream()
                            .anyMatch(form -> {
                                List<String> own = new ArrayList<>();
                                check(value, asObject(form), at, own);
                                return own.isEmpty();
                            });
            addIf(!fits, at + ": none of the forms", errors);
        }
        if (schema.get("enum") instanceof List<?> words) {
            addIf(!words.contains(value), at + ": " + value + " is not in " + words, errors);
        }
        if (schema.get("type") instanceof String type) {
            boolean fits =
                    switch (type) {
                        case "object" -> value instanceof Map<?, ?>;
                        case "array" -> value instanceof List<?>;
                        case "string" -> value instanceof String;
                        case "integer" -> value instanceof Long;
                        case "number" -> value instanceof Number;
                        case "boolean" -> value instanceof Boolean;
                        default -> false;
                    };
            addIf(!fits, at + ": " + value + " is not " + type, errors);
        }
        if (value instanceof Map<?, ?>) {
            checkObject(asObject(value), schema, at, errors);
        }
        if (value instanceof List<?> items && schema.get("items") != null) {
            for (int i = 0; i < items.size(); i++) {
                check(items.get(i), asObject(schema.get("items")), at + "/" + i, errors);
            }
        }
    }

    private void checkObject(
            Map<String, Object> value, Map<String, Object> schema, String at, List<String> errors) {
        Map<String, Object> properties = asObject(schema.getOrDefault("properties", Map.of()));
        if (schema.get("required") instanceof List<?> required) {
            required.forEach(
                    name -> addIf(!value.containsKey(name), at + "/" + name + ": missing", errors));
        }
        boolean isClosed = Boolean.FALSE.equals(schema.get("additionalProperties"));
        value.forEach((name, member) -> {
            if (properties.containsKey(name)) {
                check(member, asObject(properties.get(name)), at + "/" + name, errors);
            } else {
                addIf(isClosed, at + "/" + name + ": not documented", errors);
            }
        });
    }

    private static void addIf(boolean holds, String error, List<String> errors) {
        if (holds) {
            errors.add(error);
        }
    }
}

package dev.stanchion.cli.why;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The reasons in an answer of the server. Fields that this program does not know are skipped.
 *
 * @param asOf when the server looked
 */
record Reasons(String asOf, boolean isWrong, List<Reason> all) {
    private static final JsonFactory FACTORY = new JsonFactory();

    Reasons {
        all = List.copyOf(all);
    }

    /** One reason. */
    record Reason(String sentence, String remedy, boolean isWrong) {}

    /** Reads an answer. */
    static Reasons of(String body) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            json.nextToken();
            return read(json);
        }
    }

    private static Reasons read(JsonParser json) {
        String asOf = "";
        boolean isWrong = false;
        List<Reason> all = new ArrayList<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "asOf" -> asOf = json.getString();
                case "wrong" -> isWrong = json.getBooleanValue();
                case "reasons" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        all.add(readReason(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Reasons(asOf, isWrong, all);
    }

    private static Reason readReason(JsonParser json) {
        String sentence = "";
        String remedy = "";
        boolean isWrong = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "sentence" -> sentence = json.getString();
                case "remedy" -> remedy = json.getString();
                case "wrong" -> isWrong = json.getBooleanValue();
                default -> json.skipChildren();
            }
        }
        return new Reason(sentence, remedy, isWrong);
    }
}

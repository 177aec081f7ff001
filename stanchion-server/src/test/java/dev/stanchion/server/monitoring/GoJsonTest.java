package dev.stanchion.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoJsonTest {
    @Test
    void shouldBreakLinesWhereGoDoes() {
        // when
        String text =
                GoJson.object(json -> {
                    json.writeStringProperty("a", "x");
                    json.writeArrayPropertyStart("none");
                    json.writeEndArray();
                    json.writeObjectPropertyStart("nothing");
                    json.writeEndObject();
                    json.writeArrayPropertyStart("some");
                    json.writeNumber(1);
                    json.writeStartObject();
                    json.writeBooleanProperty("b", true);
                    json.writeEndObject();
                    json.writeEndArray();
                });

        // then: as json.MarshalIndent(v, "", "  ") writes it
        assertThat(text)
                .isEqualTo(
                        """
                        {
                          "a": "x",
                          "none": [],
                          "nothing": {},
                          "some": [
                            1,
                            {
                              "b": true
                            }
                          ]
                        }\
                        """);
    }

    @Test
    void shouldEscapeWhatGoEscapes() {
        // when
        String text =
                GoJson.object(json ->
                        json.writeStringProperty("foo.>", "<&>\"\\\n\u0001\u2028\u007fé😀"));

        // then
        assertThat(text)
                .contains("\"foo.\\u003e\": ")
                .contains("\"\\u003c\\u0026\\u003e\\\"\\\\\\n\\u0001\\u2028\u007fé😀\"");
    }
}

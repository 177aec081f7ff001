package io.nats.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a program could use of the original is here with the same signature. */
class SignaturesTest {
    private static final String PROTOBUF = "io.nats.streaming.protobuf.";
    private static final String START_POSITION = PROTOBUF + "StartPosition";

    /** The classes that a protobuf compiler has generated, and their types, come with protobuf. */
    private static final List<String> NEEDS_PROTOBUF =
            List.of(
                    "public static com.google.protobuf.Internal$EnumLiteMap<io.nats.streaming.protobuf.StartPosition> io.nats.streaming.protobuf.StartPosition.internalGetValueMap() throws []",
                    "public final com.google.protobuf.Descriptors$EnumValueDescriptor io.nats.streaming.protobuf.StartPosition.getValueDescriptor() throws []",
                    "public final com.google.protobuf.Descriptors$EnumDescriptor io.nats.streaming.protobuf.StartPosition.getDescriptorForType() throws []",
                    "public static final com.google.protobuf.Descriptors$EnumDescriptor io.nats.streaming.protobuf.StartPosition.getDescriptor() throws []",
                    "public static io.nats.streaming.protobuf.StartPosition io.nats.streaming.protobuf.StartPosition.valueOf(com.google.protobuf.Descriptors$EnumValueDescriptor) throws []");

    static List<String> classes() throws Exception {
        return OriginalLibrary.classes().stream()
                .filter(name -> !name.startsWith(PROTOBUF) || name.equals(START_POSITION))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void shouldHaveEverySignature(String name) throws Exception {
        // given
        SortedSet<String> original = OriginalLibrary.signatures(OriginalLibrary.of(name));
        SortedSet<String> here = OriginalLibrary.signatures(Class.forName(name));

        // when
        if (name.equals(START_POSITION)) {
            assertThat(original).containsAll(NEEDS_PROTOBUF);
            original.removeAll(NEEDS_PROTOBUF);
            original.removeIf(line -> line.contains("ProtocolMessageEnum"));
            here.removeIf(line -> line.endsWith("implements []"));
        }

        // then
        assertThat(here).isEqualTo(original);
    }

    @Test
    void shouldOfferNothingElse() throws Exception {
        assertThat(classes())
                .containsExactly(
                        "io.nats.streaming.AckHandler",
                        "io.nats.streaming.ConnectionLostHandler",
                        "io.nats.streaming.Message",
                        "io.nats.streaming.MessageHandler",
                        "io.nats.streaming.NatsStreaming",
                        "io.nats.streaming.Options",
                        "io.nats.streaming.Options$Builder",
                        "io.nats.streaming.StreamingConnection",
                        "io.nats.streaming.StreamingConnectionFactory",
                        "io.nats.streaming.Subscription",
                        "io.nats.streaming.SubscriptionOptions",
                        "io.nats.streaming.SubscriptionOptions$Builder",
                        START_POSITION);
    }

    @Test
    void shouldHaveTheSameDefaults() throws Exception {
        for (String name :
                List.of(
                        "io.nats.streaming.StreamingConnectionFactory",
                        "io.nats.streaming.SubscriptionOptions")) {
            assertThat(defaults(Class.forName(name)))
                    .isNotEmpty()
                    .isEqualTo(defaults(OriginalLibrary.of(name)));
        }
    }

    /** Calls all getters of an instance that was made without options. */
    private static SortedSet<String> defaults(Class<?> type) throws Exception {
        Object instance =
                type.getSimpleName().equals("SubscriptionOptions")
                        ? built(type)
                        : type.getConstructor().newInstance();
        SortedSet<String> values = new TreeSet<>();
        for (var method : type.getDeclaredMethods()) {
            if (method.getName().matches("(get|is)\\w+")
                    && method.getParameterCount() == 0
                    && !method.isSynthetic()) {
                values.add(method.getName() + " = " + method.invoke(instance));
            }
        }
        values.add(instance.toString().replaceFirst("@.*", ""));
        return values;
    }

    private static Object built(Class<?> type) throws Exception {
        Class<?> builder = Class.forName(type.getName() + "$Builder", true, type.getClassLoader());
        return builder.getMethod("build").invoke(builder.getConstructor().newInstance());
    }
}

package dev.stanchion.protocol;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT64;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads and writes the same messages with Google's own library, from descriptors that this class
 * builds. The descriptors follow {@code spec/streaming.md} 1.4, independently of the codec under
 * test.
 *
 * <p>Start positions are int32 here, because an enum is an int32 on the wire. The texts of messages
 * that are read in place are bytes, because no test reads their characters.
 */
final class Oracle {
    private static final FieldDescriptorProto.Type NOT_EXPOSED = TYPE_BYTES;

    private record Field(int number, FieldDescriptorProto.Type type) {}

    private static final Map<String, List<Field>> MESSAGES =
            Map.ofEntries(
                    Map.entry(
                            "ConnectRequest",
                            List.of(
                                    new Field(1, TYPE_STRING),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_INT32),
                                    new Field(4, TYPE_BYTES),
                                    new Field(5, TYPE_INT32),
                                    new Field(6, TYPE_INT32))),
                    Map.entry(
                            "ConnectResponse",
                            List.of(
                                    new Field(1, TYPE_STRING),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_STRING),
                                    new Field(4, TYPE_STRING),
                                    new Field(5, TYPE_STRING),
                                    new Field(6, TYPE_STRING),
                                    new Field(7, TYPE_STRING),
                                    new Field(8, TYPE_INT32),
                                    new Field(9, TYPE_INT32),
                                    new Field(10, TYPE_INT32),
                                    new Field(100, NOT_EXPOSED))),
                    Map.entry(
                            "SubscriptionRequest",
                            List.of(
                                    new Field(1, TYPE_STRING),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_STRING),
                                    new Field(4, TYPE_STRING),
                                    new Field(5, TYPE_INT32),
                                    new Field(6, TYPE_INT32),
                                    new Field(7, TYPE_STRING),
                                    new Field(10, TYPE_INT32),
                                    new Field(11, TYPE_UINT64),
                                    new Field(12, TYPE_INT64),
                                    new Field(100, TYPE_BOOL))),
                    Map.entry(
                            "SubscriptionResponse",
                            List.of(
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_STRING),
                                    new Field(100, TYPE_BOOL),
                                    new Field(101, TYPE_STRING))),
                    Map.entry(
                            "UnsubscribeRequest",
                            List.of(
                                    new Field(1, TYPE_STRING),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_STRING),
                                    new Field(4, TYPE_STRING))),
                    Map.entry(
                            "ServerInfo",
                            IntStream.rangeClosed(1, 9)
                                    .mapToObj(number -> new Field(number, TYPE_STRING))
                                    .toList()),
                    Map.entry(
                            "ClientInfo",
                            List.of(
                                    new Field(1, TYPE_STRING),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_BYTES),
                                    new Field(4, TYPE_INT32),
                                    new Field(5, TYPE_INT32),
                                    new Field(6, TYPE_INT32))),
                    Map.entry(
                            "SubState",
                            List.of(
                                    new Field(1, TYPE_UINT64),
                                    new Field(2, TYPE_STRING),
                                    new Field(3, TYPE_STRING),
                                    new Field(4, TYPE_STRING),
                                    new Field(5, TYPE_STRING),
                                    new Field(6, TYPE_INT32),
                                    new Field(7, TYPE_INT32),
                                    new Field(8, TYPE_STRING),
                                    new Field(9, TYPE_UINT64),
                                    new Field(10, TYPE_BOOL),
                                    new Field(11, TYPE_BOOL),
                                    new Field(1000, TYPE_STRING), // ours: whose the durable is
                                    new Field(1001, TYPE_UINT64), // ours: perhaps sent up to
                                    new Field(1002, TYPE_STRING), // ours: a pause
                                    new Field(1003, TYPE_STRING))), // ours: attempts
                    Map.entry("CloseRequest", List.of(new Field(1, TYPE_STRING))),
                    Map.entry("CloseResponse", List.of(new Field(1, TYPE_STRING))),
                    Map.entry("Ping", List.of(new Field(1, TYPE_BYTES))),
                    Map.entry("PingResponse", List.of(new Field(1, TYPE_STRING))),
                    Map.entry(
                            "PubAck",
                            List.of(new Field(1, TYPE_STRING), new Field(2, TYPE_STRING))),
                    Map.entry("Ack", List.of(new Field(1, TYPE_STRING), new Field(2, TYPE_UINT64))),
                    Map.entry(
                            "Ack in place",
                            List.of(new Field(1, TYPE_BYTES), new Field(2, TYPE_UINT64))),
                    Map.entry(
                            "PubMsg in place",
                            List.of(
                                    new Field(1, TYPE_BYTES),
                                    new Field(2, TYPE_BYTES),
                                    new Field(3, TYPE_BYTES),
                                    new Field(4, TYPE_BYTES),
                                    new Field(5, TYPE_BYTES),
                                    new Field(6, TYPE_BYTES),
                                    new Field(10, NOT_EXPOSED))),
                    Map.entry(
                            "MsgProto in place",
                            List.of(
                                    new Field(1, TYPE_UINT64),
                                    new Field(2, TYPE_BYTES),
                                    new Field(3, TYPE_BYTES),
                                    new Field(4, TYPE_BYTES),
                                    new Field(5, TYPE_INT64),
                                    new Field(6, TYPE_BOOL),
                                    new Field(7, TYPE_UINT32),
                                    new Field(10, TYPE_UINT32))));

    private final Descriptor descriptor;

    private Oracle(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static Oracle of(Sample sample) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("M");
        for (Field field : MESSAGES.getOrDefault(sample.message(), List.of())) {
            message.addField(
                    FieldDescriptorProto.newBuilder()
                            .setName("f" + field.number())
                            .setNumber(field.number())
                            .setType(field.type())
                            .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL));
        }
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder()
                        .setName("protocol.proto")
                        .setSyntax("proto3")
                        .addMessageType(message)
                        .build();
        try {
            FileDescriptor built = FileDescriptor.buildFrom(file, new FileDescriptor[0]);
            return new Oracle(built.getMessageTypes().get(0));
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    List<FieldDescriptor> fields() {
        return descriptor.getFields();
    }

    byte[] encode(List<Object> values) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(descriptor);
        for (int i = 0; i < values.size(); i++) {
            FieldDescriptor field = descriptor.getFields().get(i);
            Object value = values.get(i);
            builder.setField(
                    field,
                    field.getType() == FieldDescriptor.Type.BYTES
                            ? ByteString.copyFrom((String) value, ISO_8859_1)
                            : value);
        }
        return builder.build().toByteArray();
    }

    /**
     * Decodes a message as a server must. Google's library treats a known field with the wrong wire
     * type as unknown. This method refuses it.
     *
     * @param count how many of the fields the codec exposes
     */
    Optional<List<Object>> decode(byte[] bytes, int count) {
        try {
            DynamicMessage message = DynamicMessage.parseFrom(descriptor, bytes);
            boolean wrongType =
                    descriptor.getFields().stream()
                            .anyMatch(f -> message.getUnknownFields().hasField(f.getNumber()));
            return wrongType
                    ? Optional.empty()
                    : Optional.of(
                            descriptor.getFields().stream()
                                    .limit(count)
                                    .map(field -> valueOf(message, field))
                                    .toList());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Object valueOf(DynamicMessage message, FieldDescriptor field) {
        return message.getField(field) instanceof ByteString bytes
                ? bytes.toString(ISO_8859_1)
                : message.getField(field);
    }
}

package dev.stanchion.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    /** A well-formed value for each wire type; a group's ends with its number, see there. */
    private static final List<String> VALUES =
            List.of("01", "0102030405060708", "00", "", "", "01020304");

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseTheFiveBytesDummy(Sample sample) {
        assertThat(sample.decode("dummy".getBytes(US_ASCII))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadNoBytesAsDefaults(Sample sample) {
        // when
        Optional<List<Object>> defaults = sample.decode(new byte[0]);

        // then
        assertThat(defaults.orElseThrow())
                .hasSameSizeAs(sample.values())
                .allSatisfy(value -> assertThat(value).isIn("", 0, 0L, false));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseKnownFieldsWithTheWrongWireType(Sample sample) {
        for (FieldDescriptor field : Oracle.of(sample).fields()) {
            int right = WireFormat.getTagWireType(field.getLiteType().getWireType());
            for (int type = 0; type < 8; type++) {
                if (type != right) {
                    assertThat(sample.decode(field(field.getNumber(), type)))
                            .as("%s field %d as wire type %d", sample, field.getNumber(), type)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldSkipUnknownFieldsOfEveryTypeBeforeAndBehindTheKnown(Sample sample) {
        for (int type : new int[] {0, 1, 2, 3, 5}) {
            byte[] unknown = field(2047, type);
            assertThat(sample.decode(joined(unknown, sample.encoded()))).contains(sample.values());
            assertThat(sample.decode(joined(sample.encoded(), unknown))).contains(sample.values());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldTakeTheLastOfARepeatedField(Sample sample) {
        assertThat(sample.decode(joined(sample.encoded(), sample.encoded())))
                .contains(sample.values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // field 0
                "0801", // a number where bytes belong
                "0a05616263", // longer than the message
                "0affffffffffffffffff01", // length -1
                "0affffffff07", // length Integer.MAX_VALUE
                "0a8080808010", // length 2^32: must not wrap to 0
                "8280808010" + "00", // a field number that wraps to 0
                "10ffffffffffffffffffff01", // eleven bytes
                "7b", // a group that does not end
                "7b8401", // a group that ends as another
                "7c", // an end without a group
                "7e", // no wire type
                "79010203", // fixed64 cut off
                "7d010203", // fixed32 cut off
            })
    void shouldRefuseWhatIsNotWellFormed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(Ack.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length)).isEmpty();
    }

    @Test
    void shouldReadNegativeAndUnsignedNumbersInTenBytes() {
        // given
        byte[] bytes = HexFormat.of().parseHex("50feffffffffffffffff01" + "58ffffffffffffffffff01");

        // when
        var request = SubscriptionRequest.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length);

        // then
        assertThat(request.orElseThrow().startPosition()).isEqualTo(-2);
        assertThat(request.orElseThrow().startSequence()).isEqualTo(-1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c3", "c080", "eda080", "f4908080", "e28228", "ff"})
    void shouldRefuseTextThatIsNotUtf8(String hex) {
        // given
        byte[] bytes = HexFormat.of().parseHex("0a%02x%s".formatted(hex.length() / 2, hex));

        // when // then
        assertThat(CloseRequest.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length)).isEmpty();
    }

    @Test
    void shouldSkipGroupsInGroupsUpToABound() {
        assertThat(decodeNestedGroups(100)).isPresent();
        assertThat(decodeNestedGroups(101)).isEmpty();
    }

    @Test
    void shouldRejectAPlaceOutsideTheBufferAsTheCallersMistake() {
        assertThatThrownBy(() -> CloseRequest.decode(Unpooled.buffer(4, 4), 2, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Optional<CloseRequest> decodeNestedGroups(int depth) {
        byte[] bytes = new byte[2 * depth];
        Arrays.fill(bytes, 0, depth, (byte) 0x7B);
        Arrays.fill(bytes, depth, 2 * depth, (byte) 0x7C);
        return CloseRequest.decode(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    private static byte[] field(int number, int type) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(tag(number, type));
        if (type < VALUES.size()) {
            parts.add(HexFormat.of().parseHex(VALUES.get(type)));
        }
        if (type == WireType.START_GROUP) {
            parts.add(field(1, WireType.VARINT));
            parts.add(field(2, WireType.FIXED64));
            parts.add(field(3, WireType.BYTES));
            parts.add(tag(number, WireType.END_GROUP));
        }
        return joined(parts.toArray(byte[][]::new));
    }

    private static byte[] tag(int number, int type) {
        return Sample.written(target -> {
            int tag = (number << 3) | type;
            if (tag > 0x7F) {
                target.writeByte(0x80 | (tag & 0x7F));
                target.writeByte(tag >>> 7);
            } else {
                target.writeByte(tag);
            }
        });
    }

    private static byte[] joined(byte[]... parts) {
        return Sample.written(target -> {
            for (byte[] part : parts) {
                target.writeBytes(part);
            }
        });
    }
}

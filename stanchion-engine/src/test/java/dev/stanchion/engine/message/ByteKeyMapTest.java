package dev.stanchion.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.shard.KeyHash;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteKeyMapTest {
    private final ByteKeyMap<Integer> map = new ByteKeyMap<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldFindAKeyInsideAMessage() {
        // given
        map.put(bytes("foo"), 1);
        ByteBuf message = Unpooled.copiedBuffer("..foo..", StandardCharsets.UTF_8);

        // then
        assertThat(map.get(message, 2, 3)).isEqualTo(1);
        assertThat(map.get(message, 2, 4)).isNull();
        assertThat(map.get(message, 1, 3)).isNull();
    }

    @Test
    void shouldForgetWhatItFoundLastWhenThatChanges() {
        // given
        ByteBuf message = Unpooled.copiedBuffer("a name of 23 characters", StandardCharsets.UTF_8);
        byte[] name = bytes("a name of 23 characters");
        map.put(name, 1);
        map.get(message, 0, name.length);

        // when
        map.put(name, 2);
        Integer replaced = map.get(message, 0, name.length);
        map.remove(name);

        // then
        assertThat(replaced).isEqualTo(2);
        assertThat(map.get(message, 0, name.length)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 26})
    void shouldTellApartKeysThatDifferInOneByteWhereverItIs(int length) {
        // given
        byte[] key =
                "abcdefghijklmnopqrstuvwxyz".substring(0, length).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < length; i++) {
            byte[] other = key.clone();
            other[i] = '-';

            // then
            assertThat(ByteKeyMap.matches(key, Unpooled.wrappedBuffer(other), 0, length)).isFalse();
        }
        assertThat(ByteKeyMap.matches(key, Unpooled.wrappedBuffer(key), 0, length)).isTrue();
    }

    @Test
    void shouldTellApartKeysOfOneHash() {
        // given
        map.put(bytes("Aa"), 1);
        map.put(bytes("BB"), 2);

        // when
        map.remove(bytes("Aa"));

        // then
        assertThat(KeyHash.of(bytes("Aa"))).isEqualTo(KeyHash.of(bytes("BB")));
        assertThat(map.get(bytes("Aa"))).isNull();
        assertThat(map.get(bytes("BB"))).isEqualTo(2);
    }

    @Test
    void shouldHashBytesAlikeWhereverTheyAre() {
        // given
        byte[] key = {1, -1, 127, -128, 0};

        // then
        assertThat(KeyHash.of(Unpooled.wrappedBuffer(key), 0, key.length))
                .isEqualTo(KeyHash.of(key));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldDoAsAHashMapDoes(long seed) {
        // given
        Random random = new Random(seed);
        Map<String, Integer> model = new HashMap<>();

        for (int step = 0; step < 20_000; step++) {
            // when
            String key = "key" + random.nextInt(500);
            if (random.nextBoolean()) {
                map.put(bytes(key), step);
                model.put(key, step);
            } else {
                map.remove(bytes(key));
                model.remove(key);
            }

            // then
            assertThat(map.size()).isEqualTo(model.size());
            String other = "key" + random.nextInt(500);
            assertThat(map.get(bytes(other))).isEqualTo(model.get(other));
        }
        assertThat(map.values()).containsExactlyInAnyOrderElementsOf(model.values());
    }
}

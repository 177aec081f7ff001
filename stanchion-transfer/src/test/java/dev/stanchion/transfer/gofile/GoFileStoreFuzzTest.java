package dev.stanchion.transfer.gofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.transfer.GoFixture;
import dev.stanchion.transfer.ReadSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flips bits in the files of a Go server, cuts them and puts garbage into them. The reader never
 * fails, never invents a message and names what is lost. The seeds are fixed.
 */
class GoFileStoreFuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20);

    @TempDir private Path directory;

    private Path damaged;

    @BeforeEach
    void placeDamaged() {
        damaged = directory.resolve("damaged");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "SLICED", "PLAIN_0_16"})
    void shouldNeverInventAMessageAndNameEachLoss(GoFixture fixture) throws IOException {
        // given
        Path whole = fixture.unpackedIn(directory.resolve("whole"));
        ReadSource expected = read(whole);

        for (int seed = 0; seed < ROUNDS; seed++) {
            // when
            fixture.unpackedIn(damaged);
            String damage = damage(new Chance(seed));
            ReadSource found = read(damaged);

            // then
            String round = "seed " + seed + ": " + damage;
            assertThat(found.messages().keySet()).as(round).isEqualTo(expected.messages().keySet());
            long missing = 0;
            for (Map.Entry<String, SortedMap<Long, String>> channel :
                    expected.messages().entrySet()) {
                SortedMap<Long, String> own = found.messagesOf(channel.getKey());
                assertThat(channel.getValue().entrySet()).as(round).containsAll(own.entrySet());
                missing += channel.getValue().size() - own.size();
            }
            if (missing > 0) {
                assertThat(found.findings().kept()).as(round).isNotEmpty();
            }
        }
    }

    private static ReadSource read(Path root) {
        try (GoFileStore store =
                GoFileStore.open(
                        root, new GoFileStore.Options("ticketing", false, Polynomial.DEFAULT))) {
            return ReadSource.of(store);
        }
    }

    /** Damages one to three places, and says which. */
    private String damage(Chance chance) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(damaged)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("server.dat"))
                            .sorted()
                            .toList();
        }
        StringBuilder done = new StringBuilder();
        for (int i = chance.between(1, 3); i > 0; i--) {
            Path file = chance.pick(files);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 2) {
                continue;
            }
            int at = chance.below(bytes.length);
            byte[] changed = changed(bytes, at, chance);
            Files.write(file, changed);
            done.append(damaged.relativize(file)).append('@').append(at).append(' ');
        }
        return done.toString();
    }

    private static byte[] changed(byte[] bytes, int at, Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> garbage(bytes, at, Math.min(bytes.length, at + 40), chance);
            case 2 -> garbage(Arrays.copyOf(bytes, bytes.length + 40), bytes.length, 0, chance);
            default -> flipped(bytes, at, chance);
        };
    }

    private static byte[] garbage(byte[] bytes, int from, int to, Chance chance) {
        int end = to == 0 ? bytes.length : to;
        for (int i = from; i < end; i++) {
            bytes[i] = (byte) chance.nextLong();
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, Chance chance) {
        bytes[at] ^= (byte) (1 << chance.below(Byte.SIZE));
        return bytes;
    }
}

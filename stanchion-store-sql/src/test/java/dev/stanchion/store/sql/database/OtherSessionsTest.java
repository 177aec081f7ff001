package dev.stanchion.store.sql.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.kit.database.MariaDbServer;
import dev.stanchion.kit.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OtherSessionsTest {
    private final TestDatabase database = MariaDbServer.shared().newDatabase();

    @Test
    void shouldSeeOthersInTheSameDatabase() throws SQLException {
        try (Connection self = database.connect()) {
            // given
            assertThat(OtherSessions.find(self, Dialect.MYSQL)).isEmpty();

            // when
            try (Connection other = database.connect()) {
                assertThat(other.isValid(10)).isTrue();

                // then
                assertThat(OtherSessions.find(self, Dialect.MYSQL))
                        .singleElement()
                        .asString()
                        .startsWith("stanchion@");
            }
        }
    }
}

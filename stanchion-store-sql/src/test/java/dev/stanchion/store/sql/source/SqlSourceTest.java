package dev.stanchion.store.sql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stanchion.store.sql.database.Dialect;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSourceTest {
    private static SqlSource postgres(String source) {
        return SqlSource.parse("postgres", source, Map.of("USER", "me"));
    }

    private static SqlSource mysql(String source) {
        return SqlSource.parse("mysql", source, Map.of());
    }

    @Test
    void shouldReadKeywords() {
        // when
        SqlSource source =
                postgres(
                        "user=nss  password='it\\'s'  host = db.example.com port=6432"
                                + " dbname=stan\\ streaming sslmode=disable readTimeout=30s"
                                + " writeTimeout=45s connect_timeout=7 statement_timeout=500");

        // then
        assertThat(source.dialect()).isEqualTo(Dialect.POSTGRES);
        assertThat(source.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.com:6432/stan%20streaming");
        assertThat(source.user()).isEqualTo("nss");
        assertThat(source.properties())
                .containsEntry("sslmode", "disable")
                .containsEntry("socketTimeout", "45")
                .containsEntry("connectTimeout", "7")
                .containsEntry("options", "-c statement_timeout=500");
    }

    @Test
    void shouldReadQuotedValues() {
        assertThat(postgres("password='a b\\'c\\\\' user=x").password()).isEqualTo("a b'c\\");
    }

    @Test
    void shouldReadPostgresUrls() {
        // when
        SqlSource source =
                postgres("postgres://nss:p%40ss:w%2Frd@[::1]:6432/stan?sslmode=verify-full");

        // then
        assertThat(source.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:6432/stan");
        assertThat(source.user()).isEqualTo("nss");
        assertThat(source.password()).isEqualTo("p@ss:w/rd");
        assertThat(source.properties()).containsEntry("sslmode", "verify-full");
        assertThat(source.place()).isEqualTo("PostgreSQL database stan at [::1]:6432");
    }

    @Test
    void shouldTakeTheDefaultsOfTheGoDriver() {
        // when
        SqlSource source = postgres("");

        // then
        assertThat(source.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:5432/me");
        assertThat(source.properties()).containsEntry("sslmode", "require");
    }

    @Test
    void shouldTakeTheEnvironmentWhereTheSourceSaysNothing() {
        // when
        SqlSource source =
                SqlSource.parse(
                        "postgres",
                        "host=here",
                        Map.of("PGHOST", "there", "PGPASSWORD", "secret", "PGUSER", "nss"));

        // then
        assertThat(source.jdbcUrl()).isEqualTo("jdbc:postgresql://here:5432/nss");
        assertThat(source.password()).isEqualTo("secret");
    }

    @Test
    void shouldReadMysqlSources() {
        // when
        SqlSource source =
                mysql(
                        "nss:p@ss:w/rd@tcp(db.example.com:3307)/stan?readTimeout=30s&timeout=500ms"
                                + "&writeTimeout=1m&tls=skip-verify&parseTime=true");

        // then
        assertThat(source.dialect()).isEqualTo(Dialect.MYSQL);
        assertThat(source.jdbcUrl()).isEqualTo("jdbc:mariadb://db.example.com:3307/stan");
        assertThat(source.user()).isEqualTo("nss");
        assertThat(source.password()).isEqualTo("p@ss:w/rd");
        assertThat(source.properties())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "socketTimeout", "60000",
                                "connectTimeout", "500",
                                "sslMode", "trust"));
    }

    @ParameterizedTest
    @CsvSource({
        "/stan, jdbc:mariadb://127.0.0.1:3306/stan",
        "nss@/stan, jdbc:mariadb://127.0.0.1:3306/stan",
        "nss@tcp/stan, jdbc:mariadb://127.0.0.1:3306/stan",
        "nss@tcp(db)/stan, jdbc:mariadb://db:3306/stan",
        "nss@tcp([::1]:3307)/stan, jdbc:mariadb://[::1]:3307/stan",
    })
    void shouldTakeShortMysqlSources(String source, String url) {
        assertThat(mysql(source).jdbcUrl()).isEqualTo(url);
    }

    @Test
    void shouldReadJdbcUrls() {
        // when
        SqlSource postgres =
                postgres("jdbc:postgresql://a,b:6432/stan?user=nss&password=p%40ss&sslmode=prefer");
        SqlSource mysql = mysql("jdbc:mysql://db/stan?user=nss&password=x&useCompression=true");

        // then
        assertThat(postgres.jdbcUrl()).isEqualTo("jdbc:postgresql://a,b:6432/stan");
        assertThat(postgres.password()).isEqualTo("p@ss");
        assertThat(postgres.properties()).containsEntry("sslmode", "prefer");
        assertThat(mysql.jdbcUrl()).isEqualTo("jdbc:mariadb://db/stan");
        assertThat(mysql.properties()).containsExactly(Map.entry("useCompression", "true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgres|user=a password=s3cret word|source: word at character 24 is not followed",
                "postgres|user=a password='s3cret|password: its value has no closing quote",
                "postgres|postgres://a:s3cret%zz@h/d|password: a % must be followed",
                "postgres|postgres://a:s3cret@h:x/d|port: \"x\" (expected: 1 to 65535)",
                "postgres|host=h port=70000 password=s3cret|port: \"70000\"",
                "postgres|host=/var/run/postgresql password=s3cret|host: \"/var/run/postgresql\" is",
                "postgres|sslmode=maybe password=s3cret|sslmode: \"maybe\" (expected: disable,",
                "postgres|readTimeout=soon password=s3cret|readTimeout: \"soon\" (expected: a dur",
                "postgres|jdbc:mysql://h/d?password=s3cret|source: not a JDBC URL of the driver",
                "postgres|jdbc:postgresql://u:s3cret@h/d|source: a JDBC URL has no @",
                "mysql|nss:s3cret@tcp(db:3306)|source: no / before the name of the database",
                "mysql|nss:s3cret@tcp(db:3306)/|database: no name after the /",
                "mysql|nss:s3cret@tcp(db:x)/d|port: \"x\" (expected: 1 to 65535)",
                "mysql|nss:s3cret@tcp(db:3306/d|network: tcp( has no closing )",
                "mysql|nss:s3cret@unix(/run/mysqld.sock)/d|network: unix(…) is a socket",
                "mysql|nss:s3cret@db:3306/d|network: nothing but tcp(host:port) is known",
                "mysql|nss:s3cret@/d?tls=custom|tls: \"custom\" (expected: true, false or skip",
                "mysql|nss:s3cret@/d?colour=red|colour: unknown parameter (known: timeout,",
                "mysql|nss:s3cret@/d?timeout|parameter 1: no = (expected: name=value)",
                "oracle|s3cret|sql: unknown driver \"oracle\" (expected: postgres or mysql)",
            })
    void shouldNameThePartThatIsWrongAndNoPassword(String driver, String source, String error) {
        assertThatThrownBy(() -> SqlSource.parse(driver, source, Map.of()))
                .isInstanceOf(MalformedSourceException.class)
                .hasMessageStartingWith(error)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldNotShowThePassword() {
        assertThat(mysql("nss:s3cret@/d"))
                .asString()
                .isEqualTo("MySQL database d at 127.0.0.1:3306");
    }
}

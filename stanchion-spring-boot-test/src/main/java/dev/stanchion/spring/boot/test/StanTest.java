package dev.stanchion.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.AliasFor;

/**
 * A test of an application's listeners alone, on a broker in the process of the test.
 *
 * <p>Of the components that the application scans for, the context has those with {@link
 * dev.stanchion.spring.listener.StanListener} methods, error handlers, message converters,
 * customizers of the client, and serializers with {@code @JsonComponent} or
 * {@code @JacksonComponent}. Services, repositories, controllers and scanned {@code @Configuration}
 * classes are left out. The test brings what listeners call, with {@code @Import},
 * {@code @MockitoBean} or {@code @TestConfiguration}. Of all auto-configurations, those of
 * Stanchion, JSON, SSL bundles and validation remain, and no web server starts.
 *
 * <p>{@link EmbeddedStanchion} on the same class has further options of the broker.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EmbeddedStanchion
@ImportAutoConfiguration
public @interface StanTest {
    /** Properties of the application in this test: {@code channel=tickets:created}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};

    /** Whether the components named above are there. If not, only {@link #includeFilters} are. */
    boolean useDefaultFilters() default true;

    /** Further components of the scan that the test needs. */
    ComponentScan.Filter[] includeFilters() default {};

    /** Components of the scan that the test does not want. */
    ComponentScan.Filter[] excludeFilters() default {};

    /** Auto-configurations that the test does not want. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}

package dev.stanchion.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.SubscriptionLog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A decorator that keeps a default method of its interface hides what the decorated object does
 * there. The compiler does not notice that.
 */
class DecoratorsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Bus.class,
                ChannelLog.class,
                ClientLog.class,
                Destination.class,
                LogEntry.class,
                LogListener.class,
                Store.class,
                SubscriptionLog.class
            })
    void shouldOverrideAllMethods(Class<?> decorated) {
        // given
        List<JavaClass> decorators =
                CompiledModules.main().stream()
                        .filter(type -> type.isAssignableTo(decorated))
                        .filter(type -> hasOne(type, decorated))
                        .toList();

        // then
        assertThat(decorators)
                .allSatisfy(type ->
                        assertThat(type.getAllMethods())
                                .filteredOn(method -> isKept(method, decorated))
                                .filteredOn(method -> isNotOverridden(method, type))
                                .isEmpty());
    }

    private static boolean hasOne(JavaClass type, Class<?> decorated) {
        return type.getAllFields().stream()
                .anyMatch(field -> field.getRawType().isEquivalentTo(decorated));
    }

    private static boolean isKept(JavaMethod method, Class<?> decorated) {
        return method.getOwner().isEquivalentTo(decorated);
    }

    private static boolean isNotOverridden(JavaMethod method, JavaClass type) {
        return type.getAllMethods().stream()
                .filter(other -> !other.getOwner().equals(method.getOwner()))
                .filter(other -> other.getName().equals(method.getName()))
                .noneMatch(other ->
                        other.getRawParameterTypes().equals(method.getRawParameterTypes()));
    }
}

package dev.stanchion.junit;

import dev.stanchion.test.TestBroker;
import dev.stanchion.test.TestBrokerOptions;
import dev.stanchion.test.time.TestClock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts brokers for test classes, empties them between methods, and gives them to parameters. With
 * {@link StanchionTest} on the class, or registered:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final StanchionExtension BROKER =
 *         StanchionExtension.builder().broker(b -> b.clusterId("ticketing")).build();
 * }</pre>
 *
 * <p>Safe for use by many threads: all state is in the stores of JUnit.
 */
public final class StanchionExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(StanchionExtension.class);
    private static final String BROKER = "broker";

    private final @Nullable BrokerPlan registered;

    /** JUnit calls this for {@link StanchionTest}; the options are those of the annotation. */
    public StanchionExtension() {
        this.registered = null;
    }

    private StanchionExtension(BrokerPlan plan) {
        this.registered = plan;
    }

    /** Returns a builder for an extension that is registered in a static field. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; not safe for use by many threads. */
    public static final class Builder {
        private UnaryOperator<TestBrokerOptions.Builder> broker = UnaryOperator.identity();
        private Lifecycle lifecycle = Lifecycle.CLASS;
        private Reset reset = Reset.METHOD;
        private boolean noLeftovers;

        private Builder() {}

        /** Changes the options of the broker. */
        public Builder broker(UnaryOperator<TestBrokerOptions.Builder> change) {
            this.broker = change;
            return this;
        }

        /**
         * Sets how long a broker lives. With {@link Lifecycle#JVM}, classes that run in parallel
         * must lock it themselves.
         */
        public Builder lifecycle(Lifecycle wanted) {
            this.lifecycle = wanted;
            return this;
        }

        public Builder reset(Reset wanted) {
            this.reset = wanted;
            return this;
        }

        /** Lets a method fail that leaves clients, positions or messages in flight behind. */
        public Builder noLeftovers() {
            this.noLeftovers = true;
            return this;
        }

        public StanchionExtension build() {
            TestBrokerOptions options = broker.apply(TestBrokerOptions.builder()).build();
            return new StanchionExtension(
                    new BrokerPlan(options, lifecycle, reset, noLeftovers, options));
        }
    }

    private BrokerPlan plan(ExtensionContext context) {
        BrokerPlan own = registered;
        if (own != null) {
            return own;
        }
        for (ExtensionContext each = context; each != null; each = parent(each)) {
            Optional<StanchionTest> wanted =
                    each.getTestClass().map(type -> type.getAnnotation(StanchionTest.class));
            if (wanted.isPresent()) {
                return BrokerPlan.of(wanted.get());
            }
        }
        throw new ExtensionConfigurationException(
                "StanchionExtension: no options; put @StanchionTest on the class, or register"
                        + " StanchionExtension.builder()….build() in a static field");
    }

    private static @Nullable ExtensionContext parent(ExtensionContext context) {
        return context.getParent().orElse(null);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (plan(context).lifecycle() != Lifecycle.METHOD) {
            kept(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        kept(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        BrokerPlan plan = plan(context);
        TestBroker broker = kept(context);
        List<String> left = List.of();
        if (plan.noLeftovers()) {
            broker.closeConnections();
            left = broker.leftovers();
        }
        if (plan.reset() == Reset.METHOD && plan.lifecycle() != Lifecycle.METHOD) {
            broker.reset();
        }
        if (!left.isEmpty()) {
            throw new AssertionError(
                    "the test has left behind: " + String.join("; ", left) + "; end them in it");
        }
    }

    /** Returns the broker of a class or method, which is started if it is not there. */
    private TestBroker kept(ExtensionContext context) {
        BrokerPlan plan = plan(context);
        ExtensionContext.Store store =
                switch (plan.lifecycle()) {
                    case JVM -> context.getRoot().getStore(NAMESPACE);
                    case CLASS -> outermostClass(context).getStore(NAMESPACE);
                    case METHOD -> context.getStore(NAMESPACE);
                };
        Object key = plan.lifecycle() == Lifecycle.JVM ? plan.key() : BROKER;
        return store.getOrComputeIfAbsent(
                        key,
                        ignored -> new KeptBroker(TestBroker.start(plan.options())),
                        KeptBroker.class)
                .broker();
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (ExtensionContext each = context; each != null; each = parent(each)) {
            if (each.getTestClass().isPresent()) {
                outermost = each;
            }
        }
        return outermost;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.areSupported(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Parameters.resolve(parameter, kept(context), context.getStore(NAMESPACE));
    }

    /**
     * Returns the broker of the class that runs now, for a registered extension without parameters.
     *
     * @param context of a callback
     */
    public TestBroker broker(ExtensionContext context) {
        return kept(context);
    }

    /** Returns the clock of {@link #broker}. */
    public TestClock clock(ExtensionContext context) {
        return kept(context).clock();
    }
}

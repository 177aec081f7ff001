package dev.stanchion.spring.boot.test;

import dev.stanchion.spring.boot.StreamingClientBuilderCustomizer;
import dev.stanchion.spring.listener.StanListener;
import dev.stanchion.spring.listener.StanListenerErrorHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.TypeFilterUtils;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.messaging.converter.MessageConverter;

/** Excludes from the scan for components what a test of listeners does not need. Immutable. */
final class SliceFilter extends TypeExcludeFilter {
    /** Further parts of JSON, by name, because Spring Boot 3.5 and 4.0 have different ones. */
    private static final List<String> JSON_ANNOTATIONS =
            List.of(
                    "org.springframework.boot.jackson.JsonComponent",
                    "org.springframework.boot.jackson.JacksonComponent",
                    "org.springframework.boot.jackson2.JsonComponent");

    private static final List<TypeFilter> DEFAULTS =
            List.of(
                    SliceFilter::hasListeners,
                    new AssignableTypeFilter(StanListenerErrorHandler.class),
                    new AssignableTypeFilter(MessageConverter.class),
                    new AssignableTypeFilter(StreamingClientBuilderCustomizer.class),
                    SliceFilter::isForJson);

    private final StanTest wanted;
    private final List<TypeFilter> included;
    private final List<TypeFilter> excluded;

    private SliceFilter(StanTest wanted, List<TypeFilter> included, List<TypeFilter> excluded) {
        this.wanted = wanted;
        this.included = included;
        this.excluded = excluded;
    }

    static SliceFilter of(
            StanTest wanted,
            Environment environment,
            ResourceLoader loader,
            BeanDefinitionRegistry registry) {
        Filters filters = new Filters(environment, loader, registry);
        List<TypeFilter> defaults = wanted.useDefaultFilters() ? DEFAULTS : List.of();
        return new SliceFilter(
                wanted,
                Stream.concat(defaults.stream(), filters.of(wanted.includeFilters())).toList(),
                filters.of(wanted.excludeFilters()).toList());
    }

    /** Makes filters of annotations as a component scan does. */
    private record Filters(
            Environment environment, ResourceLoader loader, BeanDefinitionRegistry registry) {
        Stream<TypeFilter> of(ComponentScan.Filter[] filters) {
            return Arrays.stream(filters)
                    .map(filter -> AnnotationUtils.getAnnotationAttributes(null, filter))
                    .flatMap(filter -> typeFilters(filter).stream());
        }

        private List<TypeFilter> typeFilters(AnnotationAttributes filter) {
            return TypeFilterUtils.createTypeFiltersFor(filter, environment, loader, registry);
        }
    }

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
        return matches(excluded, type, types) || !matches(included, type, types);
    }

    private static boolean matches(
            List<TypeFilter> filters, MetadataReader type, MetadataReaderFactory types)
            throws IOException {
        for (TypeFilter filter : filters) {
            if (filter.match(type, types)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a class or one of its superclasses has a listener. */
    private static boolean hasListeners(MetadataReader type, MetadataReaderFactory types)
            throws IOException {
        if (type.getAnnotationMetadata().hasAnnotatedMethods(StanListener.class.getName())) {
            return true;
        }
        ClassMetadata metadata = type.getClassMetadata();
        String above = metadata.getSuperClassName();
        return above != null
                && !above.startsWith("java.")
                && hasListeners(types.getMetadataReader(above), types);
    }

    private static boolean isForJson(MetadataReader type, MetadataReaderFactory types) {
        return JSON_ANNOTATIONS.stream().anyMatch(type.getAnnotationMetadata()::hasAnnotation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SliceFilter filter && wanted.equals(filter.wanted);
    }

    @Override
    public int hashCode() {
        return wanted.hashCode();
    }
}

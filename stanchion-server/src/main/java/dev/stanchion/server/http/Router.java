package dev.stanchion.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds what answers a call by its method and path. HEAD is answered as GET; whoever writes the
 * answer leaves the body out. Immutable.
 *
 * @param <T> what answers
 */
public final class Router<T> {
    private final List<Route<T>> routes;

    /** A method and the form of a path, with what answers there. */
    public record Route<T>(String method, PathTemplate template, T target) {}

    private Router(List<Route<T>> routes) {
        this.routes = routes;
    }

    /** Collects routes; not safe for use by many threads. */
    public static final class Builder<T> {
        private final List<Route<T>> routes = new ArrayList<>();

        /** Adds a route. */
        public Builder<T> add(String method, String template, T target) {
            routes.add(new Route<>(method, new PathTemplate(template), target));
            return this;
        }

        /** Returns the router. */
        public Router<T> build() {
            List<Route<T>> sorted = new ArrayList<>(routes);
            sorted.sort((a, b) -> Integer.compare(b.template().fixed(), a.template().fixed()));
            return new Router<>(List.copyOf(sorted));
        }
    }

    /** What a router knows about a call. */
    public sealed interface Match<T> {
        /** Something answers; with the values of the path by their names. */
        record Found<T>(Route<T> route, Map<String, String> values) implements Match<T> {
            public Found {
                values = Map.copyOf(values);
            }
        }

        /** The path exists, but not with this method. */
        record WrongMethod<T>(String allowed) implements Match<T> {}

        /** There is no such path. */
        record NoSuchPath<T>() implements Match<T> {}
    }

    /** Finds what answers. */
    public Match<T> match(String method, String path) {
        Optional<List<String>> segments = PathTemplate.segmentsOf(path);
        if (segments.isEmpty()) {
            return new Match.NoSuchPath<>();
        }
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        int fixed = 0;
        for (Route<T> route : routes) {
            if (route.template().fixed() < fixed) {
                break; // a path with a fixed segment is no name, whatever its methods are
            }
            Optional<Map<String, String>> values = route.template().match(segments.get());
            if (values.isPresent() && route.method().equals(wanted)) {
                return new Match.Found<>(route, values.get());
            }
            if (values.isPresent()) {
                fixed = route.template().fixed();
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            return new Match.NoSuchPath<>();
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return new Match.WrongMethod<>(String.join(", ", allowed));
    }

    /** Returns all routes. */
    public List<Route<T>> routes() {
        return routes;
    }
}

package dev.runbook.language.signature;

/** The type of an expression, as far as it is known before anything runs. */
public sealed interface Type {

    /** How messages name it. */
    String title();

    /** The types that have no parts. */
    enum Basic implements Type {
        TEXT("string"),
        INT("integer"),
        BOOL("boolean"),
        NIL("nil"),
        DURATION("duration"),
        VERSION("version"),
        REGEX("regular expression"),
        SECRET("secret"),
        MAP("map"),
        /** Not known before the run, such as a field of a resource; fits everywhere. */
        ANY("anything"),
        RELEASE("release"),
        REVISION("revision"),
        CHART("chart"),
        RELEASE_CHANGES("release changes"),
        RESOURCES("resources"),
        /** An object that a failure's message names; it is a name, not a look at the cluster. */
        RESOURCE("resource"),
        FAILURE("failure"),
        RESPONSE("HTTP response"),
        DATABASE("database");

        private final String title;

        Basic(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }
    }

    /** A list whose items all have one type. */
    record ListOf(Type item) implements Type {
        @Override
        public String title() {
            return item == Basic.ANY ? "list" : "list of " + item.title() + "s";
        }
    }
}

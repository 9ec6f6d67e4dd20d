package dev.runbook.language.signature;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a signature down in the order in which people read it:
 * {@code action("helm.upgrade").argument("release", TEXT, "…").option("version", VERSION, "…").writes(RELEASES).sign()}.
 */
public final class SignatureBuilder {
    private static final AllowedValues ANY = new AllowedValues.Any();

    private final String name;
    private final Signature.Role role;
    private final Optional<Type> receiver;
    private final List<Parameter> positional = new ArrayList<>();
    private final List<Parameter> options = new ArrayList<>();
    private final Set<Facet> reads = EnumSet.noneOf(Facet.class);
    private final Set<Facet> writes = EnumSet.noneOf(Facet.class);
    private List<Parameter> last = positional;
    private Optional<Parameter> rest = Optional.empty();
    private Type result = Type.Basic.NIL;
    private Effect effect = Effect.READS;
    private String about = "";
    private String example = "";

    private SignatureBuilder(String name, Signature.Role role, Optional<Type> receiver) {
        this.name = name;
        this.role = role;
        this.receiver = receiver;
    }

    /** A statement that acts; until {@link #effect} says otherwise, doing it twice is as good as once. */
    public static SignatureBuilder action(String name) {
        return new SignatureBuilder(name, Signature.Role.ACTION, Optional.empty()).effect(Effect.REPEATABLE);
    }

    /** A reading of the world that stands alone: {@code helm.release}, {@code service}. */
    public static SignatureBuilder lookup(String name) {
        return new SignatureBuilder(name, Signature.Role.LOOKUP, Optional.empty());
    }

    /** A reading of the world that is asked of a value: {@code gone?} of resources. */
    public static SignatureBuilder lookup(Type receiver, String name) {
        return new SignatureBuilder(name, Signature.Role.LOOKUP, Optional.of(receiver));
    }

    /** A field, a unit or a computation of a value: {@code minor} of a version, {@code minutes} of an integer. */
    public static SignatureBuilder member(Type receiver, String name) {
        return new SignatureBuilder(name, Signature.Role.PURE, Optional.of(receiver));
    }

    /** A required positional argument. */
    public SignatureBuilder argument(String parameter, Type type, String description) {
        return add(positional, new Parameter(parameter, type, true, ANY, description));
    }

    /** A positional argument that may be left out; none that is required may follow. */
    public SignatureBuilder optional(String parameter, Type type, String description) {
        return add(positional, new Parameter(parameter, type, false, ANY, description));
    }

    /** Any number of further positional arguments of one type. */
    public SignatureBuilder rest(String parameter, Type type, String description) {
        rest = Optional.of(new Parameter(parameter, type, false, ANY, description));
        return this;
    }

    /** A named argument that may be left out. */
    public SignatureBuilder option(String parameter, Type type, String description) {
        return add(options, new Parameter(parameter, type, false, ANY, description));
    }

    /** A named argument that must be given. */
    public SignatureBuilder requiredOption(String parameter, Type type, String description) {
        return add(options, new Parameter(parameter, type, true, ANY, description));
    }

    /** A named argument that is one of a few texts and may be left out. */
    public SignatureBuilder choice(String parameter, String description, String... oneOf) {
        return add(
                options,
                new Parameter(parameter, Type.Basic.TEXT, false, new AllowedValues.OneOf(List.of(oneOf)), description));
    }

    /** What the parameter before names on this machine: a plan looks at nothing there but what it may. */
    public SignatureBuilder names(NamedPath what) {
        last.add(last.removeLast().naming(what));
        return this;
    }

    /** The bounds of the number that the parameter before is. */
    public SignatureBuilder between(long least, long most) {
        return allowing(new AllowedValues.Between(least, most));
    }

    /** The longest time that the parameter before is; why, and what to write instead. */
    public SignatureBuilder upTo(Duration most, String why, String fix) {
        return allowing(new AllowedValues.UpTo(most, why, fix));
    }

    private SignatureBuilder allowing(AllowedValues values) {
        last.add(last.removeLast().allowing(values));
        return this;
    }

    /** What the parameter before is of a program that the call starts. */
    public SignatureBuilder of(ProgramPart part) {
        last.add(last.removeLast().of(part));
        return this;
    }

    private SignatureBuilder add(List<Parameter> parameters, Parameter parameter) {
        last = parameters;
        last.add(parameter);
        return this;
    }

    /** The type of the value that a lookup or a member gives. */
    public SignatureBuilder gives(Type type) {
        result = type;
        return this;
    }

    public SignatureBuilder effect(Effect what) {
        effect = what;
        return this;
    }

    public SignatureBuilder reads(Facet... facets) {
        reads.addAll(List.of(facets));
        return this;
    }

    public SignatureBuilder writes(Facet... facets) {
        writes.addAll(List.of(facets));
        return this;
    }

    /** One paragraph for {@code runbook explain}. */
    public SignatureBuilder about(String paragraph) {
        about = paragraph;
        return this;
    }

    /** A line or two that would pass the check in a runbook. */
    public SignatureBuilder example(String lines) {
        example = lines;
        return this;
    }

    public Signature sign() {
        return new Signature(
                name, role, receiver, positional, rest, options, result, effect, reads, writes, about, example);
    }
}

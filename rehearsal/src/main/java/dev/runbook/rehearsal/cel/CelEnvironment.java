package dev.runbook.rehearsal.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import java.util.Map;
import java.util.Optional;

/** What an expression can name: CEL itself, what Kubernetes adds to it, and its variables with their types. */
public final class CelEnvironment {
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .enableOptionalSyntax(true)
            .build();

    private final Cel cel;

    private CelEnvironment(Cel cel) {
        this.cel = cel;
    }

    /** For a rule of a schema: {@code self} and {@code oldSelf} are values of it. */
    static CelEnvironment ofSchema(SchemaType type, boolean optionalOld) {
        return of(
                type.structs(),
                Map.of("self", type.type(), "oldSelf", optionalOld ? OptionalType.create(type.type()) : type.type()));
    }

    static CelEnvironment of(Map<String, CelType> structs, Map<String, CelType> variables) {
        CelBuilder builder = CelFactory.plannerCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(new StructTypes(structs));
        var strings = CelExtensions.strings(
                Function.CHAR_AT,
                Function.INDEX_OF,
                Function.JOIN,
                Function.LAST_INDEX_OF,
                Function.LOWER_ASCII,
                Function.REPLACE,
                Function.SPLIT,
                Function.SUBSTRING,
                Function.TRIM,
                Function.UPPER_ASCII);
        builder.addCompilerLibraries(
                strings, CelExtensions.optional(), CelExtensions.sets(OPTIONS), CelExtensions.comprehensions());
        builder.addRuntimeLibraries(
                strings, CelExtensions.optional(), CelExtensions.sets(OPTIONS), CelExtensions.comprehensions());
        FunctionLibrary library = new FunctionLibrary();
        QuantityValue.addTo(library);
        AddressValue.addTo(library);
        CidrValue.addTo(library);
        UrlValue.addTo(library);
        ListFunctions.addTo(library);
        TextFunctions.addTo(library);
        NamedFormat.addTo(library);
        library.addTo(builder);
        variables.forEach(builder::addVar);
        return new CelEnvironment(builder.build());
    }

    Cel cel() {
        return cel;
    }

    /** The types of objects that a schema tells, by their names. */
    @SuppressWarnings("Immutable") // nobody changes the map any more
    private record StructTypes(Map<String, CelType> structs) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(structs.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(structs.get(name));
        }
    }
}

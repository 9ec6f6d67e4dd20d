package dev.runbook.rehearsal.cel;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions that Kubernetes adds to CEL: what they take and give, and what they do. */
@SuppressWarnings("Immutable") // what the functions are given here holds nothing that changes
final class FunctionLibrary {
    private final Map<String, List<CelOverloadDecl>> declared = new LinkedHashMap<>();
    private final Map<String, List<CelFunctionBinding>> bound = new LinkedHashMap<>();

    /** A type of values in expressions, and the class of these values. */
    record Of<T>(CelType type, Class<T> javaClass) {}

    <A> void global(String name, String id, Of<A> argument, CelType result, Function<A, Object> body) {
        declare(name, CelOverloadDecl.newGlobalOverload(id, result, argument.type()));
        bind(name, CelFunctionBinding.from(id, argument.javaClass(), body::apply));
    }

    void constant(String name, String id, CelType result, Object value) {
        declare(name, CelOverloadDecl.newGlobalOverload(id, result));
        bind(name, CelFunctionBinding.from(id, List.of(), arguments -> value));
    }

    <A> void member(String name, String id, Of<A> self, CelType result, Function<A, Object> body) {
        declare(name, CelOverloadDecl.newMemberOverload(id, result, self.type()));
        bind(name, CelFunctionBinding.from(id, self.javaClass(), body::apply));
    }

    <A, B> void member(
            String name, String id, Of<A> self, Of<B> argument, CelType result, BiFunction<A, B, Object> body) {
        declare(name, CelOverloadDecl.newMemberOverload(id, result, self.type(), argument.type()));
        bind(name, CelFunctionBinding.from(id, self.javaClass(), argument.javaClass(), body::apply));
    }

    void member(String name, String id, List<Of<?>> arguments, CelType result, Function<Object[], Object> body) {
        declare(
                name,
                CelOverloadDecl.newMemberOverload(
                        id, result, arguments.stream().<CelType>map(Of::type).toList()));
        bind(
                name,
                CelFunctionBinding.from(
                        id, arguments.stream().<Class<?>>map(Of::javaClass).toList(), body::apply));
    }

    private void declare(String name, CelOverloadDecl overload) {
        declared.computeIfAbsent(name, none -> new ArrayList<>()).add(overload);
    }

    private void bind(String name, CelFunctionBinding binding) {
        bound.computeIfAbsent(name, none -> new ArrayList<>()).add(binding);
    }

    void addTo(CelBuilder builder) {
        declared.forEach((name, overloads) ->
                builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, overloads)));
        bound.forEach(
                (name, bindings) -> builder.addFunctionBindings(CelFunctionBinding.fromOverloads(name, bindings)));
    }
}

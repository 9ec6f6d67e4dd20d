package dev.runbook.language.signature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every signature that runbooks can name, found by name; immutable. */
public final class Catalogue {
    private final List<Signature> all;
    private final ArgumentRules rules;
    private final Map<String, Signature> standing = new LinkedHashMap<>();
    private final Map<Type, Map<String, Signature>> members = new LinkedHashMap<>();
    private final Map<String, List<Signature>> membersByName = new HashMap<>();
    private final Map<String, Signature> forms = new LinkedHashMap<>();
    private final Set<String> roots = new LinkedHashSet<>();

    private Catalogue(List<Signature> signatures, ArgumentRules rules) {
        this.rules = rules;
        all = List.copyOf(signatures);
        for (Signature signature : all) {
            Map<String, Signature> home = signature
                    .receiver()
                    .map(type -> members.computeIfAbsent(type, t -> new LinkedHashMap<>()))
                    .orElse(standing);
            if (home.put(signature.name(), signature) != null) {
                throw new IllegalArgumentException("two signatures named " + fullName(signature));
            }
            if (signature.receiver().isPresent()) {
                membersByName
                        .computeIfAbsent(signature.name(), n -> new ArrayList<>())
                        .add(signature);
            } else if (signature.name().contains(".")) {
                roots.add(signature.name().substring(0, signature.name().indexOf('.')));
            }
        }
        LanguageForms.all().forEach(form -> forms.put(form.name(), form));
    }

    /** What values of the language can be asked, and these, with what is refused of their arguments. */
    public static Catalogue of(List<Signature> signatures, ArgumentRules rules) {
        return new Catalogue(
                Stream.of(signatures, PureSignatures.all())
                        .flatMap(List::stream)
                        .toList(),
                rules);
    }

    /** What is refused of the arguments of a call. */
    public ArgumentRules rules() {
        return rules;
    }

    /** An action or a lookup that stands alone, by its full name: {@code helm.upgrade}, {@code service}. */
    public Optional<Signature> standing(String name) {
        return Optional.ofNullable(standing.get(name));
    }

    /** What a value of a type can be asked; a list of anything is a list. */
    public Optional<Signature> member(Type receiver, String name) {
        return Optional.ofNullable(membersOf(receiver).get(name));
    }

    /** Everything that values of a type can be asked, by name. */
    public Map<String, Signature> membersOf(Type receiver) {
        Type key = receiver instanceof Type.ListOf ? PureSignatures.LIST : receiver;
        return Collections.unmodifiableMap(members.getOrDefault(key, Map.of()));
    }

    /** Every member of this name, whatever type it belongs to. */
    public List<Signature> membersNamed(String name) {
        return List.copyOf(membersByName.getOrDefault(name, List.of()));
    }

    /** A statement of the language itself, such as {@code wait}. */
    public Optional<Signature> form(String name) {
        return Optional.ofNullable(forms.get(name));
    }

    public List<Signature> forms() {
        return List.copyOf(forms.values());
    }

    /** What can stand before a dot: {@code helm}, {@code file}. */
    public Set<String> roots() {
        return Collections.unmodifiableSet(roots);
    }

    /** The actions, in the catalogue's order. */
    public List<Signature> actions() {
        return ofRole(Signature.Role.ACTION);
    }

    /** The lookups that stand alone, in the catalogue's order. */
    public List<Signature> lookups() {
        return standing.values().stream()
                .filter(s -> s.role() != Signature.Role.ACTION)
                .toList();
    }

    public List<Signature> all() {
        return all;
    }

    /** What {@code runbook explain NAME} can mean: {@code helm.upgrade}, {@code wait}, {@code gone?} or {@code resources.gone?}. */
    public List<Signature> named(String name) {
        return Stream.concat(all.stream(), forms.values().stream())
                .filter(s -> s.name().equals(name) || fullName(s).equals(name))
                .toList();
    }

    /** The name with the type that it is a member of: {@code resources.gone?}. */
    public static String fullName(Signature signature) {
        return signature
                .receiver()
                .map(type -> (type instanceof Type.ListOf ? "list" : type.title()) + "." + signature.name())
                .orElse(signature.name());
    }

    private List<Signature> ofRole(Signature.Role role) {
        return standing.values().stream().filter(s -> s.role() == role).toList();
    }
}

package dev.runbook.provider;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of all providers: each for what is its own. */
final class RulesOfAll implements ArgumentRules {
    private final Map<String, ArgumentRules> owners;

    /** @param owners by the full names of what is theirs */
    RulesOfAll(Map<String, ArgumentRules> owners) {
        this.owners = Map.copyOf(owners);
    }

    private ArgumentRules of(Signature signature) {
        return owners.getOrDefault(Catalogue.fullName(signature), NONE);
    }

    @Override
    public void text(Signature signature, String parameter, String text) {
        of(signature).text(signature, parameter, text);
    }

    @Override
    public void entry(Signature signature, String parameter, String key, Value value) {
        of(signature).entry(signature, parameter, key, value);
    }

    @Override
    public void number(Signature signature, String parameter, long number) {
        of(signature).number(signature, parameter, number);
    }

    @Override
    public void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        of(signature).together(signature, positional, options, written);
    }

    @Override
    public void namespace(String text) {
        Set.copyOf(owners.values()).forEach(rules -> rules.namespace(text));
    }
}

package dev.runbook.provider;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of all providers: each for what is its own. */
final class RulesOfAll implements ArgumentRules {
    private final List<ArgumentRules> all;
    private final Map<Signature, ArgumentRules> owners = new HashMap<>();

    RulesOfAll(List<Provider> providers) {
        all = providers.stream().map(Provider::rules).toList();
        for (int i = 0; i < providers.size(); i++) {
            for (Signature signature : providers.get(i).signatures()) {
                owners.put(signature, all.get(i));
            }
        }
    }

    private ArgumentRules of(Signature signature) {
        return owners.getOrDefault(signature, NONE);
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
        all.forEach(rules -> rules.namespace(text));
    }
}

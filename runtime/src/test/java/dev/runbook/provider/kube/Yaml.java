package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Objects as people write them. */
public final class Yaml {
    private Yaml() {}

    public static KubeObject object(String text) {
        Object loaded = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        Map<String, Object> content = new LinkedHashMap<>();
        if (loaded instanceof Map<?, ?> map) {
            map.forEach((k, v) -> content.put(String.valueOf(k), v));
        }
        return new KubeObject(content);
    }
}

package io.carillon.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads settings from the file, then the environment, then {@code --set}; the later one wins. All
 * three are checked against the same schema.
 */
public final class SettingsReader {
  /** Variables with our prefix that the launcher reads, not the server. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of("CARILLON_JAVA_OPTS", "CARILLON_NO_BUILD");

  /** YAML 1.1 would read {@code media.srtp: off} as false. */
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  private static final int LONGEST_SHOWN = 200;

  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();
  private final List<Setting<?>> named;

  public SettingsReader(List<Setting<?>> schema) {
    for (Setting<?> setting : schema) {
      if (!setting.named()) {
        byName.put(setting.name(), setting);
      }
    }
    named = schema.stream().filter(Setting::named).toList();
  }

  private record Given(String text, String where) {}

  /**
   * @param file the YAML file, when there is one
   * @param environment the process environment; only CARILLON_ variables are looked at
   * @param sets KEY=VALUE in the order of the command line
   * @throws SettingException for the first unknown or bad one
   */
  public Settings read(Optional<Path> file, Map<String, String> environment, List<String> sets)
      throws SettingException {
    Map<String, Given> given = new LinkedHashMap<>();
    if (file.isPresent()) {
      readFile(file.get(), given);
    }
    readEnvironment(environment, given);
    readSets(sets, given);

    Map<String, List<String>> things = things(given.keySet());
    List<Setting<?>> all = new ArrayList<>(byName.values());
    for (Setting<?> setting : named) {
      things.getOrDefault(setting.head(), List.of()).forEach(name -> all.add(setting.of(name)));
    }
    Map<Setting<?>, Object> values = new HashMap<>();
    for (Setting<?> setting : all) {
      Given text = given.getOrDefault(setting.name(), new Given(setting.defaultText(), "default"));
      values.put(setting, parse(setting, text));
    }
    return new Settings(values, things);
  }

  /** The names of things that something was set for, each once, in the order they came. */
  private Map<String, List<String>> things(Set<String> names) {
    Map<String, List<String>> things = new HashMap<>();
    for (String name : names) {
      for (Setting<?> setting : named) {
        setting
            .thingOf(name)
            .ifPresent(
                thing -> {
                  List<String> known =
                      things.computeIfAbsent(setting.head(), head -> new ArrayList<>());
                  if (!known.contains(thing)) {
                    known.add(thing);
                  }
                });
      }
    }
    return things;
  }

  private boolean known(String name) {
    return byName.containsKey(name)
        || named.stream().anyMatch(setting -> setting.thingOf(name).isPresent());
  }

  private Stream<String> names() {
    return Stream.concat(byName.keySet().stream(), named.stream().map(Setting::name));
  }

  private static Object parse(Setting<?> setting, Given given) throws SettingException {
    try {
      return setting.type().parse(given.text());
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          setting.name()
              + ": \""
              + shortened(given.text())
              + "\" is not allowed ("
              + given.where()
              + "); allowed: "
              + setting.type().allowed());
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private void readFile(Path file, Map<String, Given> given) throws SettingException {
    JsonNode root;
    try {
      root = YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new SettingException(
          file + ": not YAML, line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new SettingException(file + ": cannot be read: " + e.getMessage());
    }
    if (root.isMissingNode() || root.isNull()) {
      return; // nothing but comments
    }
    if (!root.isObject()) {
      throw new SettingException(file + ": expected settings, found " + root.getNodeType());
    }
    flatten("", root, "in " + file, given);
  }

  private void flatten(String prefix, JsonNode node, String where, Map<String, Given> given)
      throws SettingException {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (known(name)) {
        given.put(name, new Given(asText(name, value, where), where));
      } else if (value.isObject()) {
        flatten(name + ".", value, where, given);
      } else if (nothing(value) && names().anyMatch(n -> n.startsWith(name + "."))) {
        continue; // a heading all of whose settings are commented out
      } else {
        throw unknown(name, where);
      }
    }
  }

  private static boolean nothing(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.textValue().isEmpty());
  }

  private static String asText(String name, JsonNode value, String where) throws SettingException {
    if (value.isNull()) {
      return "";
    }
    if (value.isValueNode()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      if (!element.isValueNode()) {
        throw new SettingException(name + ": a list of plain values is expected (" + where + ")");
      }
      parts.add(element.asText());
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> pair : value.properties()) {
        parts.add(pair.getKey() + "=" + pair.getValue().asText());
      }
    }
    return String.join(", ", parts);
  }

  private void readEnvironment(Map<String, String> environment, Map<String, Given> given)
      throws SettingException {
    Map<String, String> names = new HashMap<>();
    for (Setting<?> setting : byName.values()) {
      names.put(setting.environmentName(), setting.name());
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String key = variable.getKey();
      if (!key.startsWith("CARILLON_") || LAUNCHER_VARIABLES.contains(key)) {
        continue;
      }
      String name = names.containsKey(key) ? names.get(key) : namedByVariable(key);
      if (name == null) {
        throw new SettingException(
            key + ": no setting of that name (in the environment); conf/carillon.yaml lists all");
      }
      given.put(name, new Given(variable.getValue(), "in the environment, " + key));
    }
  }

  /** The setting of a named thing that a variable means, or null. */
  private String namedByVariable(String variable) {
    return named.stream()
        .flatMap(setting -> setting.thingOfVariable(variable).map(setting::of).stream())
        .findFirst()
        .map(Setting::name)
        .orElse(null);
  }

  private void readSets(List<String> sets, Map<String, Given> given) throws SettingException {
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new SettingException("--set " + shortened(set) + ": expected KEY=VALUE");
      }
      String name = set.substring(0, equals).strip();
      if (!known(name)) {
        throw unknown(name, "in --set");
      }
      given.put(name, new Given(set.substring(equals + 1), "in --set"));
    }
  }

  private SettingException unknown(String name, String where) {
    String nearest =
        names()
            .map(known -> known.replace(".NAME.", "." + thing(name) + "."))
            .filter(known -> distance(known, name) <= Math.max(2, name.length() / 4))
            .min((a, b) -> distance(a, name) - distance(b, name))
            .map(known -> "; did you mean " + known + "?")
            .orElse("; conf/carillon.yaml lists all");
    return new SettingException(
        shortened(name) + ": no setting of that name (" + where + ")" + nearest);
  }

  /** The part of a name where a thing's name stands. */
  private static String thing(String name) {
    String[] parts = name.split("\\.", 3);
    return parts.length == 3 && Setting.isThing(parts[1]) ? parts[1] : "NAME";
  }

  /** Edit distance of two names, which the schema and the shortening keep short. */
  private static int distance(String a, String b) {
    if (b.length() > LONGEST_SHOWN) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

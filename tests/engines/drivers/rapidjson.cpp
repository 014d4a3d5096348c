// rapidjson SCHEMA VALUES: prints true or false, one line for each value of the array.
#include <fstream>
#include <iostream>

#include <rapidjson/document.h>
#include <rapidjson/istreamwrapper.h>
#include <rapidjson/schema.h>

rapidjson::Document parsed(const char *file) {
  std::ifstream stream(file);
  rapidjson::IStreamWrapper wrapped(stream);
  rapidjson::Document document;
  document.ParseStream(wrapped);
  if (document.HasParseError()) throw std::runtime_error("not read as JSON");
  return document;
}

int main(int, char **files) try {
  const auto document = parsed(files[1]);
  const rapidjson::SchemaDocument schema(document);  // without a provider it fetches nothing
  const auto values = parsed(files[2]);
  for (const auto &value : values.GetArray()) {
    rapidjson::SchemaValidator validator(schema);
    std::cout << (value.Accept(validator) ? "true" : "false") << '\n';
  }
} catch (const std::exception &error) {
  std::cerr << error.what() << '\n';
  return 1;
}

// valijson SCHEMA VALUES: prints true or false, one line for each value of the array.
#define VALIJSON_USE_EXCEPTIONS 1
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using Adapter = valijson::adapters::NlohmannJsonAdapter;

int main(int, char **files) try {
  const auto document = nlohmann::json::parse(std::ifstream(files[1]));
  const auto values = nlohmann::json::parse(std::ifstream(files[2]));
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(Adapter(document), schema);  // and fetches nothing
  for (const auto &value : values) {
    try {
      const bool valid = valijson::Validator().validate(schema, Adapter(value), nullptr);
      std::cout << (valid ? "true" : "false") << '\n';
    } catch (const std::exception &error) {
      std::cout << error.what() << '\n';
    }
  }
} catch (const std::exception &error) {
  std::cerr << error.what() << '\n';
  return 1;
}

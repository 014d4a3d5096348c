# ruby json-schema.rb SCHEMA VALUES: prints true or false, one line for each value of the array.
require "json"
require "json-schema"

# Version 2.8 knows no draft after 6 and refuses every later "$schema": it is left out.
schema, values = ARGV.map { |file| JSON.parse(File.read(file, encoding: "UTF-8")) }
schema.delete("$schema")
JSON::Validator.schema_reader = JSON::Schema::Reader.new(accept_uri: false, accept_file: false)
values.each do |value|
  # Without parse_data: false a string is taken for a URI, and fetched.
  puts JSON::Validator.validate(schema, value, parse_data: false)
end

// gojsonschema SCHEMA VALUES: prints true or false, one line for each value of the array.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/xeipuuv/gojsonschema"
)

func read[T any](file string) (parsed T) {
	content, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(content, &parsed)
	}
	orExit(err)
	return parsed
}

func orExit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	schema := read[map[string]any](os.Args[1])
	delete(schema, "$id") // Go 1.19 cannot resolve "#/definitions/…" in a URN
	compiled, err := gojsonschema.NewSchema(gojsonschema.NewGoLoader(schema))
	orExit(err)
	for _, value := range read[[]json.RawMessage](os.Args[2]) {
		result, err := compiled.Validate(gojsonschema.NewBytesLoader(value))
		orExit(err)
		fmt.Println(result.Valid())
	}
}

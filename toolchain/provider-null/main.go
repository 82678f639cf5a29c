// A provider with one resource, null_resource: something with an identity and triggers, made anew
// when a trigger changes. What happens then is said by the resource's provisioners.
//
// It is used only where no provider registry can be reached. There it stands in for
// hashicorp/null, of whose state it can read and write what a stand uses.
package main

import (
	"context"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Both registries' addresses may stand before the name: an engine accepts either.
const address = "registry.terraform.io/hashicorp/null"

// Set by the build to the release that the mirror says it is.
var version = "0.0.0"

type nullProvider struct{}

func (nullProvider) Metadata(_ context.Context, _ provider.MetadataRequest, r *provider.MetadataResponse) {
	r.TypeName, r.Version = "null", version
}

func (nullProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}

func (nullProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (nullProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return nullResource{} }}
}

func (nullProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func main() {
	serve := func() provider.Provider { return nullProvider{} }
	options := providerserver.ServeOpts{Address: address}
	if err := providerserver.Serve(context.Background(), serve, options); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

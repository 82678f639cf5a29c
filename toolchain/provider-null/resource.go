package main

import (
	"context"
	"crypto/rand"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type nullResource struct{}

func (nullResource) Metadata(_ context.Context, _ resource.MetadataRequest, r *resource.MetadataResponse) {
	r.TypeName = "null_resource"
}

func (nullResource) Schema(_ context.Context, _ resource.SchemaRequest, r *resource.SchemaResponse) {
	r.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{
			Computed:      true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"triggers": schema.MapAttribute{
			ElementType:   types.StringType,
			Optional:      true,
			PlanModifiers: []planmodifier.Map{mapplanmodifier.RequiresReplace()},
		},
	}}
}

// Create keeps the plan and gives the resource its identity.
func (nullResource) Create(ctx context.Context, q resource.CreateRequest, r *resource.CreateResponse) {
	r.State.Raw = q.Plan.Raw
	r.Diagnostics.Append(r.State.SetAttribute(ctx, path.Root("id"), rand.Text())...)
}

// Read finds what the state says: there is nothing else to look at.
func (nullResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update is never asked for: a changed trigger makes the resource anew.
func (nullResource) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}

// Delete leaves it to the framework to forget the resource.
func (nullResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
